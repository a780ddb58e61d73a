#> / = 1 2
from csp.constants import NONE, SELF, UNSAFE_INLINE
from django.http import HttpResponse
from django.urls import path

HOSTS = ["https://a.test", "https://b.test"]
CONTENT_SECURITY_POLICY = {
    "EXCLUDE_URL_PREFIXES": ["/excluded"],
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, *HOSTS],
        "style-src": [SELF, UNSAFE_INLINE],
        "frame-ancestors": [SELF],
        "img-src": {"data:"},
        "upgrade-insecure-requests": True,
    },
}
CONTENT_SECURITY_POLICY_REPORT_ONLY = {
    "DIRECTIVES": dict(
        CONTENT_SECURITY_POLICY["DIRECTIVES"], **{"script-src": ["'self'", "https://r.test"]}
    ),
}
urlpatterns = [path("", lambda request: HttpResponse("ok"))]

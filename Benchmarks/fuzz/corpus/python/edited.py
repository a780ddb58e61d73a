#> / = 1
from csp.constants import SELF
from django.http import HttpResponse
from django.urls import path

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": ["'self'", "https://one.test"],
        "object-src": ["'none'"],
    }
}
CONTENT_SECURITY_POLICY["DIRECTIVES"]["script-src"].append("https://two.test")
CONTENT_SECURITY_POLICY["DIRECTIVES"]["script-src"] += ["https://three.test"]
CONTENT_SECURITY_POLICY["DIRECTIVES"]["img-src"] = [SELF, "data:"]
del CONTENT_SECURITY_POLICY["DIRECTIVES"]["object-src"]
urlpatterns = [path("", lambda request: HttpResponse("ok"))]

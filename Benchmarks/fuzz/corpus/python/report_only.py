#> / = 1
from django.http import HttpResponse
from django.urls import path

CSP_REPORT_ONLY = True
CSP_DEFAULT_SRC = ("'self'",)
CSP_SCRIPT_SRC = [
    "'self'"
    , "https://s.test"
    "/joined.js",
    r"https://raw.test/\d",
]
CSP_FRAME_ANCESTORS = ("'none'",)
CSP_SCRIPT_SRC = CSP_SCRIPT_SRC + ["https://more.test"]
CSP_SCRIPT_SRC.append("https://appended.test")
CSP_SCRIPT_SRC.extend(["https://x.test", 'https://y.test'])
CSP_REPORT_URI = "/csp/"
urlpatterns = [path("", lambda request: HttpResponse("ok"))]

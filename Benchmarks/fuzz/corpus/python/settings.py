#> / = 1
#> /none/ =
from csp.decorators import csp_exempt
from django.http import HttpResponse
from django.urls import path

HOSTS = ("https://a.test", "https://b.test")
CSP_DEFAULT_SRC = ["'self'"]
CSP_SCRIPT_SRC = ("'self'",) + HOSTS
CSP_IMG_SRC = [
    "'self'",  # the site's own
    'data:',
]
CSP_IMG_SRC += ["https://image.test"]
CSP_STYLE_SRC = ["'self'", *HOSTS]
CSP_UPGRADE_INSECURE_REQUESTS = True
CSP_BLOCK_ALL_MIXED_CONTENT = False


def index(request):
    return HttpResponse("ok")


urlpatterns = [
    path("", index),
    path("none/", csp_exempt(index)),
]

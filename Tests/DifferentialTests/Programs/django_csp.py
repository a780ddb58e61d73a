"""Prints the headers that django-csp sets under a settings file that also holds `urlpatterns`.

usage: django_csp.py FILE PATH...
"""
import importlib.util
import sys

import django
from django.conf import settings

spec = importlib.util.spec_from_file_location("cspreg_case", sys.argv[1])
module = importlib.util.module_from_spec(spec)
sys.modules["cspreg_case"] = module
spec.loader.exec_module(module)
values = {name: value for name, value in vars(module).items() if name.isupper()}
settings.configure(
    **{
        "ROOT_URLCONF": "cspreg_case",
        "ALLOWED_HOSTS": ["*"],
        "MIDDLEWARE": ["csp.middleware.CSPMiddleware"],
        "DATABASES": {},
        **values,
    }
)
django.setup()

from django.test import Client  # noqa: E402

for path in sys.argv[2:]:
    response = Client().get(path)
    print("> " + path)
    for name, value in response.items():
        if "content-security-policy" in name.lower():
            print(f"{name}:{value}")

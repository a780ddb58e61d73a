<?php
#> /0 = 1
#> /1 = 2
#> /2 = 3
#> /3 = 4
#> /4 = 5
#> /5 = 6
const HOST = 'https://a.test';
class Sources
{
    const LIST = ["'self'", HOST, 'https://b.test'];
    public static $own = "default-src 'self'; script-src 'self'";
}
return [
    function ($response) {
        $host = 'https://c.test';
        $list = ['k' => 'https://d.test'];
        $text = "default-src 'self'; script-src 'self' $host {$list['k']} ${host}; img-src \x61.test \$x";
        $response->headers->set('Content-Security-Policy', $text);
    },
    function ($response) {
        $response->headers->set('Content-Security-Policy-Report-Only', 'default-src \'self\'; script-src ' . implode(' ', Sources::LIST) . '; img-src \n');
    },
    function ($response) {
        $host = HOST;
        $text = <<<EOT
            default-src 'self';
              script-src 'self' $host "quoted" \t'unsafe-inline';
            img-src data:
            EOT;
        $response->headers->set('Content-Security-Policy', $text);
    },
    function ($response) {
        $text = <<<'EOT'
default-src 'self';
script-src 'self' $host \t
EOT;
        $response->headers->set('Content-Security-Policy', str_replace("\n", ' ', $text));
    },
    function ($response) {
        $parts = ['default-src' => ["'self'"], 'script-src' => ["'self'", ...Sources::LIST]];
        $parts['script-src'][] = 'https://e.test';
        $parts['img-src'] = ['data:'];
        $lines = array_map(fn ($name) => $name . ' ' . implode(' ', $parts[$name]), array_keys($parts));
        $response->headers->set('Content-Security-Policy', implode('; ', $lines));
    },
    function ($response) {
        $text = Sources::$own;
        $text .= '; img-src ' . sprintf('%s https://%s', "'self'", 'f.test');
        $response->headers->set('Content-Security-Policy', trim(" $text "));
    },
];

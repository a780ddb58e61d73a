<?php
// Prints the headers that functions set which a file returns in a list, for the path of each index.
// usage: headers.php FILE /INDEX...
namespace {
    final class Fields
    {
        public function set(string $name, string $value): void
        {
            echo $name, ':', preg_replace('/\s+/', ' ', $value), "\n";
        }
    }
    final class Response
    {
        public Fields $headers;
        public function __construct() { $this->headers = new Fields(); }
    }
    [, $file, $paths] = [$argv[0], $argv[1], array_slice($argv, 2)];
    $functions = require $file;
    foreach ($paths as $path) {
        echo '> ', $path, "\n";
        $functions[(int) substr($path, 1)](new Response());
    }
}

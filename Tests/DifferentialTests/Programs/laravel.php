<?php
// Stands for spatie/laravel-csp 3, as it documents itself: prints the policy of the preset in a file.
// usage: laravel.php FILE /...
namespace Spatie\Csp {
    enum Directive: string
    {
        case BASE = 'base-uri';
        case CONNECT = 'connect-src';
        case DEFAULT = 'default-src';
        case FONT = 'font-src';
        case FRAME = 'frame-src';
        case IMG = 'img-src';
        case OBJECT = 'object-src';
        case SCRIPT = 'script-src';
        case STYLE = 'style-src';
        case UPGRADE_INSECURE_REQUESTS = 'upgrade-insecure-requests';
        case WORKER = 'worker-src';
    }
    enum Keyword: string
    {
        case NONE = 'none';
        case SELF = 'self';
        case UNSAFE_EVAL = 'unsafe-eval';
        case UNSAFE_INLINE = 'unsafe-inline';
    }
    abstract class Scheme
    {
        const BLOB = 'blob:';
        const DATA = 'data:';
    }
    abstract class Value
    {
        const NO_VALUE = true;
    }
    interface Preset
    {
        public function configure(Policy $policy): void;
    }
    final class Policy
    {
        public array $lists = [];
        public function add(Directive|array $directives, Keyword|string|array|bool $values): self
        {
            foreach (is_array($directives) ? $directives : [$directives] as $directive) {
                $list = &$this->lists[$directive->value];
                $list ??= [];
                if ($values === Value::NO_VALUE) {
                    continue;
                }
                foreach (is_array($values) ? $values : [$values] as $value) {
                    if ($value instanceof Keyword) {
                        $this->put($list, "'{$value->value}'");
                        continue;
                    }
                    foreach (explode(' ', $value) as $one) {
                        $this->put($list, preg_match('/^sha\d+-/', $one) ? "'$one'" : $one);
                    }
                }
                unset($list);
            }
            return $this;
        }
        private function put(array &$list, string $value): void
        {
            $list = $value === "'none'" ? [] : array_diff($list, ["'none'"]);
            if ($value !== '' && !in_array($value, $list, true)) {
                $list[] = $value;
            }
        }
        public function addNonce(Directive $directive): self
        {
            return $this->add($directive, "'nonce-bm9uY2U'");
        }
    }
}
namespace {
    require $argv[1];
    foreach (array_slice($argv, 2) as $path) {
        echo '> ', $path, "\n";
        foreach (get_declared_classes() as $class) {
            if (!in_array(Spatie\Csp\Preset::class, class_implements($class), true)) {
                continue;
            }
            $policy = new Spatie\Csp\Policy();
            (new $class())->configure($policy);
            $texts = [];
            foreach ($policy->lists as $name => $list) {
                $texts[] = trim($name . ' ' . implode(' ', $list));
            }
            echo 'Content-Security-Policy:', implode('; ', $texts), "\n";
        }
    }
}

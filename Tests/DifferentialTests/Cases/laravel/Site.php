<?php
#> / = 1
namespace App\Csp;

use Spatie\Csp\{Directive, Keyword, Policy, Preset, Scheme, Value};

class Site implements Preset
{
    private const HOSTS = ['https://a.test', 'https://b.test'];

    public function configure(Policy $policy): void
    {
        $policy
            ->add(Directive::DEFAULT, Keyword::SELF)
            ->add([Directive::OBJECT, Directive::FRAME], Keyword::NONE)
            ->add(Directive::FRAME, 'https://frame.test')
            ->add(Directive::SCRIPT, [Keyword::SELF, 'sha256-abc=', ...self::HOSTS])
            ->addNonce(Directive::SCRIPT)
            ->add(Directive::IMG, array_merge([Keyword::SELF, Scheme::DATA], self::HOSTS))
            ->add(Directive::STYLE, "'self' 'unsafe-inline'")
            ->add(Directive::UPGRADE_INSECURE_REQUESTS, Value::NO_VALUE);
        foreach ([Directive::FONT, Directive::CONNECT] as $directive) {
            $policy->add($directive, Keyword::SELF);
        }
        foreach (self::HOSTS as $host) {
            $policy->add(Directive::CONNECT, $host);
        }
        $hosts = ['https://c.test'];
        $hosts[] = 'https://d.test';
        $policy->add(Directive::BASE, $hosts);
    }
}

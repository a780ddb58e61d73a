<p><?php
namespace App;
const CDN = 'https://cdn.test';
class Policy extends Basic {
  private array $hosts = ['a', "b", CDN];
  public function configure() {
    $this->addDirective(Directive::SCRIPT, ['self', ...$this->hosts])->addNonceForDirective(Directive::STYLE);
    header("Content-Security-Policy: img-src 'self' {$x} " . implode(' ', $this->hosts) . <<<A
      ; font-src $y \x41
      A); # end
    header(sprintf('Content-Security-Policy: img-src %s', CDN)); ?> <b> <?= 'Content-Security-Policy' ?>

#> / = 1
Rails.application.config.content_security_policy do |p|
  p.default_src :self
  p.script_src  :self, :https, "'unsafe-eval'"
  p.script_src  *p.script_src, "https://later.test"
  p.img_src *%w(https://a.test https://b.test)
  p.base_uri :self
  p.object_src nil
  p.worker_src false
  p.sandbox "allow-scripts", "allow-forms"
  p.script_src_attr :none
end
Rails.application.config.content_security_policy_report_only = true

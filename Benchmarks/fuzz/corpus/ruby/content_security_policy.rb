#> / = 1
HOSTS = %w[https://a.test https://b.test].freeze

Rails.application.configure do
  config.content_security_policy do |policy|
    policy.default_src :self, :https
    policy.font_src    :self, :https, :data
    policy.img_src     :self, "data:", 'https://i.test'
    policy.object_src  :none
    policy.script_src  :self, *HOSTS, "https://s.test"
    policy.style_src(:self, :unsafe_inline)
    policy.connect_src :self, "https://ws.test" if Rails.env.development?
    policy.frame_ancestors :none
    policy.upgrade_insecure_requests true
    policy.block_all_mixed_content false
    policy.report_uri "/csp"
  end
  config.content_security_policy_nonce_generator = ->(request) { "bm9uY2U" }
  config.content_security_policy_nonce_directives = %w[script-src]
end

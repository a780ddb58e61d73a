# Prints the policy that Rails builds from an initializer.
# usage: rails.rb FILE PATH
require "logger"
require "action_dispatch"

module Rails
  class Configuration
    attr_accessor :content_security_policy_report_only, :content_security_policy_nonce_generator,
                  :content_security_policy_nonce_directives

    def content_security_policy(&block)
      @policy = ActionDispatch::ContentSecurityPolicy.new(&block) if block
      @policy
    end
  end

  class Application
    def config
      @config ||= Configuration.new
    end

    def configure(&block)
      instance_eval(&block)
    end
  end

  def self.application
    @application ||= Application.new
  end

  def self.env
    @env ||= Struct.new(:name) do
      def production? = true
      def development? = false
      def test? = false
    end.new("production")
  end
end

load ARGV[0]
config = Rails.application.config
nonce = config.content_security_policy_nonce_generator&.call(nil)
directives = config.content_security_policy_nonce_directives
name = "Content-Security-Policy" + (config.content_security_policy_report_only ? "-Report-Only" : "")
ARGV.drop(1).each do |path|
  puts "> #{path}"
  puts "#{name}:#{config.content_security_policy.build(nil, nonce, directives)}"
end

# Reads every file of a folder with ruby dotenv. What is printed: see ScriptedReader.cs.
begin
  require "dotenv"
  require "dotenv/version"
rescue LoadError
  warn "ruby dotenv is not installed"
  exit 77
end

out = ["I#{Dotenv::VERSION}"]
Dir.children(ARGV[0]).each do |file|
  out << "F#{file}"
  begin
    path = File.join(ARGV[0], file)
    # Debian 12 has a version from before Dotenv.parse.
    variables = Dotenv.respond_to?(:parse) ? Dotenv.parse(path) : Dotenv::Environment.new(path, false)
    variables.each { |name, value| out << "V#{name}=#{value}" }
  rescue StandardError, SyntaxError => e
    out << "E#{e.class}"
  end
end
STDOUT.binmode
STDOUT.write(out.map { |record| record.b + "\0".b }.join)

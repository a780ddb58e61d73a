//> /0 = 1
//> /1 = 2
//> /2 = 3
//> /3 = 4
//> /4 = 5
//> /5 = 6
//> /6 = 7
import java.util.*;
import java.util.stream.*;

public class Policies {
    private static final String HEADER = "Content-Security-Policy";
    static final String HOST = "https://\u0061.test";
    private static final String BLOCK = """
        default-src 'self';
          script-src 'self' \
        https://b.test  "quoted" \"escaped\";\ttab
        img-src 'self'
        """;

    static void p0(Map<String, String> response) {
        response.put(HEADER, "default-src 'self'; script-src 'self' " + HOST + "; " + "img-src" + " data:");
    }

    static void p1(Map<String, String> response) {
        response.put("Content-Security-Policy-Report-Only", BLOCK.strip());
    }

    static void p2(Map<String, String> response) {
        var parts = new ArrayList<String>();
        parts.add("default-src 'none'");
        parts.add("script-src 'self' " + host(1));
        response.put(HEADER, String.join("; ", parts));
    }

    private static String host(int number) { return "https://" + number + ".test"; }

    static void p3(Map<String, String> response) {
        Map<String, List<String>> lists = new LinkedHashMap<>();
        lists.put("default-src", List.of("'self'"));
        lists.put("script-src", Arrays.asList("'self'", HOST));
        String text = lists.entrySet().stream()
            .map(entry -> entry.getKey() + " " + String.join(" ", entry.getValue()))
            .collect(Collectors.joining("; "));
        response.put(HEADER, text);
    }

    static void p4(Map<String, String> response) {
        StringBuilder text = new StringBuilder("default-src 'self'");
        text.append("; script-src ").append("'self'");
        text.append(' ').append(HOST);
        response.put(HEADER, text.toString());
    }

    static void p5(Map<String, String> response) {
        response.put(HEADER, String.format("default-src 'self'; script-src 'nonce-%s' %s", System.nanoTime(), HOST));
    }

    static void p6(Map<String, String> response) {
        response.put(HEADER, Stream.of("default-src 'self'", "script-src 'self'").collect(Collectors.joining("; "))
            .replaceAll("\\s+", " "));
    }
}

// Prints the headers that methods of a class put into a map, `p0` for the path `/0` and so on.
// usage: java Headers.java FILE /INDEX...
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.tools.ToolProvider;

public class Headers {
    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createTempDirectory("headers");
        int status = ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-d", folder.toString(), arguments[0]);
        if (status != 0) System.exit(1);
        String name = Path.of(arguments[0]).getFileName().toString().replace(".java", "");
        try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
            Class<?> type = loader.loadClass(name);
            for (int index = 1; index < arguments.length; index++) {
                System.out.println("> " + arguments[index]);
                Method method = type.getDeclaredMethod("p" + arguments[index].substring(1), Map.class);
                method.setAccessible(true);
                Map<String, String> response = new LinkedHashMap<>();
                method.invoke(null, response);
                response.forEach((key, value) ->
                    System.out.println(key + ":" + value.replaceAll("\\s+", " ")));
            }
        }
    }
}

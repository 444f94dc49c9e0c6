package idsxml;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.file.Path;

/**
 * Paths as the system knows them: bytes, which need not be a text. Java tells them by the URI alone; {@link
 * Path#toString()} has lost what the locale's encoding cannot say.
 */
final class NativePath {
    private NativePath() {}

    static byte[] bytes(Path path) {
        URI uri = path.toUri();
        if (!"file".equals(uri.getScheme())) {
            throw new IllegalArgumentException("Not a file of the system: " + uri);
        }
        String encoded = uri.getRawPath();
        if (encoded.length() > 1 && encoded.endsWith("/")) { // a URI's way to say folder
            encoded = encoded.substring(0, encoded.length() - 1);
        }
        var bytes = new ByteArrayOutputStream(encoded.length());
        for (int i = 0; i < encoded.length(); ++i) {
            if (encoded.charAt(i) == '%') {
                bytes.write(Integer.parseInt(encoded.substring(i + 1, i + 3), 16));
                i += 2;
            } else {
                bytes.write(encoded.charAt(i));
            }
        }
        return bytes.toByteArray();
    }

    /** The path of absolute bytes. */
    static Path path(byte[] bytes) {
        var encoded = new StringBuilder("file://");
        for (byte unit : bytes) {
            encoded.append(unit == '/' ? "/" : String.format("%%%02X", unit));
        }
        return Path.of(URI.create(encoded.toString()));
    }
}

package dev.metajit.agent.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.MalformedURLException;
import java.net.URL;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.security.cert.Certificate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JarVersionTest {
  @ParameterizedTest
  @CsvSource({
    "/lib/luaj-jse-3.0.1.jar, 3.0.1",
    "/lib-2/a-b-1.2-SNAPSHOT.jar, 1.2-SNAPSHOT",
    "/lib/app.jar!/lib/jawk-5.1.jar!/, 5.1",
    "/lib-2/jawk.jar,",
    "/lib/classes-3/,",
    "/lib/a-.jar,",
    "/lib/a-1.jar,1",
  })
  void isWhatStandsBehindTheName(String path, String version) throws MalformedURLException {
    CodeSource source = new CodeSource(new URL("file:" + path), (Certificate[]) null);
    assertThat(JarVersion.of(new ProtectionDomain(source, null))).isEqualTo(version);
  }
}

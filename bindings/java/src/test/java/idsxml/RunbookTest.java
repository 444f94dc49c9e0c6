package idsxml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class RunbookTest {
    private static final PlanOptions TO_5 = PlanOptions.to("ids:1.5").from("ids:1.4");

    @Test
    void isWrittenInEachFormat() {
        Map<String, String> begins = Map.of("markdown", "# ", "sh", "#!", "json", "{");
        begins.forEach((format, begin) -> {
            String runbook = Runbook.of(TO_5, format);
            assertTrue(runbook.startsWith(begin) && runbook.endsWith("\n"), runbook);
            assertTrue(runbook.contains("1.4") && runbook.contains("1.5"), runbook);
        });
    }

    @Test
    void optionsTellOfTheInstallation() {
        String zip = Runbook.of(TO_5.home(Path.of("/srv/our server%20")), "sh");
        assertTrue(zip.contains("OLD_HOME='/srv/our server%20'"), zip);
        String chart = Runbook.of(TO_5.platform("kubernetes").chart("identity-service").releaseName("knobby-wolf")
                .namespace("our-dbp"), "markdown");
        for (String word : List.of("knobby-wolf", "our-dbp", "identity-service")) {
            assertTrue(chart.contains(word), chart);
        }
        assertFalse(Runbook.of(TO_5, "markdown").contains("knobby-wolf"), "Options do not change");
    }

    @Test
    void theConfigurationTellsTheRelease() {
        try (var configuration = Data.standalone()) {
            var options = PlanOptions.to("keycloak:15").configuration(configuration, "our-standalone.xml");
            String runbook = Runbook.of(options, "json");
            assertTrue(runbook.contains("\"keycloak:12\"") && runbook.contains("our-standalone.xml"), runbook);
        }
    }

    @Test
    void mistakesAreErrors() {
        try (var configuration = Data.standalone()) {
            Map<String, Executable> calls = Map.of(
                    "PLN001", () -> Runbook.of(PlanOptions.to("ids:1.4").from("ids:1.5"), "markdown"),
                    "PLN002", () -> Runbook.of(PlanOptions.to("ids:1.4").from("wildfly:18"), "markdown"),
                    "CLI103", () -> Runbook.of(PlanOptions.to("ids:9").from("ids:1.4"), "markdown"),
                    "CLI003", () -> Runbook.of(TO_5, "fax"));
            calls.forEach((code, call) -> assertEquals(code, assertThrows(IdsxmlException.class, call).code()));
            assertEquals("CLI003", assertThrows(IdsxmlException.class, () -> Runbook.of(TO_5.platform("vms"), "sh")).code());
            assertEquals("CLI003", assertThrows(IdsxmlException.class, () -> Runbook.of(TO_5.chart("fax"), "sh")).code());
            assertThrows(IdsxmlException.class, () -> Runbook.of(PlanOptions.to("ids:1.5"), "markdown"));
        }
    }

    @Test
    void whatIsNoArgumentIsRefused() {
        List<Executable> nothing = List.of(() -> PlanOptions.to(null), () -> TO_5.from(null), () -> TO_5.platform(null),
                () -> TO_5.chart(null), () -> TO_5.configuration(null, "a.xml"), () -> TO_5.home(null),
                () -> TO_5.releaseName(null), () -> TO_5.namespace(null), () -> Runbook.of(null, "sh"),
                () -> Runbook.of(TO_5, null));
        for (Executable call : nothing) {
            assertThrows(NullPointerException.class, call);
        }
        assertThrows(IllegalArgumentException.class, () -> TO_5.namespace("a\0"));
        var closed = Data.standalone();
        closed.close();
        assertThrows(IllegalStateException.class, () -> Runbook.of(TO_5.configuration(closed, "a.xml"), "sh"));
    }
}

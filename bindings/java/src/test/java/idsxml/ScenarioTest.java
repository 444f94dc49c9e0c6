package idsxml;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class ScenarioTest {
    @Test
    void givesTheSameBytesAndFindingsAsOtherLanguages() throws IOException {
        var testdata = Data.REPOSITORY.resolve("testdata");
        assertEquals(Files.readString(testdata.resolve("scenario/expected.txt")), Scenario.transcript(testdata));
    }
}

package idsxml;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ScenarioTest {
    @Test
    void givesTheSameBytesAndFindingsAsOtherLanguages() throws IOException {
        var testdata = Data.REPOSITORY.resolve("testdata");
        var expected = Files.readAllLines(testdata.resolve("scenario/expected.txt"));
        var actual = Scenario.transcript(testdata).lines().collect(Collectors.toList());
        for (int i = 0; i < Math.min(expected.size(), actual.size()); ++i) {
            assertEquals(expected.get(i), actual.get(i), "line " + (i + 1) + " of scenario/expected.txt");
        }
        assertEquals(expected.size(), actual.size());
    }
}

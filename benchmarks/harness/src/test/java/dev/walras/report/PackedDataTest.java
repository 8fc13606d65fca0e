package dev.walras.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class PackedDataTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static JsonNode packed(String json) throws IOException {
        return PackedData.of(MAPPER.readTree(json.replace('\'', '"')));
    }

    @Test
    void trialsBecomeColumns() throws IOException {
        assertEquals(
                MAPPER.readTree("{\"trials\":{\"n\":3,\"columns\":{\"m\":{\"texts\":[\"a\",\"b\"],\"rows\":[0,1,0]},"
                        + "\"w\":[1,null,2.5]}}}"),
                packed("{'trials':[{'m':'a','w':1},{'m':'b','w':null},{'m':'a','w':2.5}]}"));
    }

    @Test
    void fieldsOfFewTrialsAreSparse() throws IOException {
        JsonNode column =
                packed("{'trials':[{},{},{},{},{},{},{},{},{'x':[1]}]}").at("/trials/columns/x");
        assertEquals(MAPPER.readTree("{\"sparse\":[[8,[1]]]}"), column);
    }

    @Test
    void wholeNumbersThatJavaScriptWouldRoundBecomeTexts() throws IOException {
        JsonNode meta = packed("{'meta':{'safe':9007199254740991,'large':9007199254740993,"
                        + "'least':-9223372036854775808,'huge':92233720368547758080,'real':0.5}}")
                .get("meta");
        assertTrue(meta.get("safe").isNumber());
        assertEquals("9007199254740993", meta.get("large").textValue());
        assertEquals("-9223372036854775808", meta.get("least").textValue());
        assertEquals("92233720368547758080", meta.get("huge").textValue());
        assertTrue(meta.get("real").isNumber());
    }

    @Test
    void theDataGivenAreNotChanged() throws IOException {
        JsonNode data = MAPPER.readTree("{\"trials\":[{\"w\":9007199254740993}]}");
        JsonNode copy = data.deepCopy();
        PackedData.of(data);
        assertEquals(copy, data);
    }

    @Test
    void tableLikeFieldsThatAreNoTableStayAsTheyAre() throws IOException {
        assertEquals(MAPPER.readTree("{\"trials\":null}"), packed("{'trials':null}"));
    }
}

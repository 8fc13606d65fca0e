package dev.walras.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.walras.datasets.InstanceFormatException;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.fraction.BigFraction;
import org.junit.jupiter.api.Test;

/** The comparison itself must be able to fail. */
class GoldenCheckTest {
    private static final GoldenCase.Tolerance EXACT = new GoldenCase.Tolerance(0, 0, 0);

    @Test
    void findsAllThatIsAsExpected() throws JsonProcessingException {
        Answer answer = new Answer()
                .put("a", 1L)
                .put("b", new BigFraction(2, 3))
                .put("c", new double[] {0.5, 1.0 / 3})
                .put("more", "is allowed")
                .put("d", Map.of("x", true));
        GoldenCheck.Result result =
                check("{'a':1,'b':'2/3','c':['1/2',0.333333333333],'d':{'x':true},'note':7}", EXACT, answer);
        assertTrue(result.passed(), () -> result.differences().toString());
        assertEquals(5, result.compared());
    }

    @Test
    void everyKindOfDifferenceIsSeen() throws JsonProcessingException {
        Answer answer = new Answer()
                .put("a", 1L)
                .put("b", List.of(1L))
                .put("c", "x")
                .put("d", true)
                .put("e", 0.3);
        for (String wrong : List.of(
                "{'a':2}",
                "{'a':'3/2'}",
                "{'z':1}",
                "{'b':[1,2]}",
                "{'b':{}}",
                "{'c':'y'}",
                "{'d':'true'}",
                "{'d':false}",
                "{'e':0.31}",
                "{'a':{'x':1}}",
                "{'e':0.300001}")) {
            assertFalse(check(wrong, EXACT, answer).passed(), wrong);
        }
    }

    @Test
    void toleranceIsThatOfTheCase() throws JsonProcessingException {
        Answer answer = new Answer().put("a", 10.04);
        assertTrue(
                check("{'a':10}", new GoldenCase.Tolerance(0.05, 0, 0), answer).passed());
        assertFalse(
                check("{'a':10}", new GoldenCase.Tolerance(0.03, 0, 0), answer).passed());
        assertTrue(
                check("{'a':10}", new GoldenCase.Tolerance(0, 0.005, 0), answer).passed());
    }

    @Test
    void comparingNothingIsNoPass() throws JsonProcessingException {
        assertFalse(check("{'note':1}", EXACT, new Answer()).passed());
    }

    @Test
    void keysNobodyAsksForAreRefused() throws JsonProcessingException {
        Input input = new Input("f", "", node("{'values':[1],'vlaues':[2],'rule':'a remark'}"));
        input.at("values").reals();
        String message = assertThrows(InstanceFormatException.class, input::requireAllRead)
                .getMessage();
        assertTrue(message.contains("f: /vlaues") && message.contains("Maybe \"values\""), message);
    }

    private static GoldenCheck.Result check(String expected, GoldenCase.Tolerance tolerance, Answer answer)
            throws JsonProcessingException {
        Input none = new Input("f", "", node("{}"));
        return GoldenCheck.compare(new GoldenCase("id", "m", none, node(expected), tolerance, "", ""), answer);
    }

    private static JsonNode node(String json) throws JsonProcessingException {
        return JsonMapper.builder()
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .build()
                .readTree(json.replace('\'', '"'));
    }
}

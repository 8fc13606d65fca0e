package dev.walras.datasets;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.walras.market.Nearest;
import dev.walras.problem.Ratio;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON objects by their schemas, one token at a time: memory grows with what is kept, never with what is wrong.
 * Nesting is as deep as the schemas, so a deeply nested file cannot overflow the stack.
 */
final class JsonInput implements Closeable {
    private static final int LONGEST_TEXT = 1 << 16;
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(32)
                    .maxStringLength(LONGEST_TEXT)
                    .maxNameLength(LONGEST_TEXT)
                    .maxNumberLength(100)
                    .build())
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
            .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
            .build();

    private final JsonParser parser;
    private final String file;

    JsonInput(InputStream stream, String file) throws IOException {
        this.parser = FACTORY.createParser(stream);
        this.file = file;
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }

    /** Decides which lists are taken object by object as they are read, instead of being kept. */
    interface Stream {
        /** The taker of the list at {@code key} of {@code root}, or null to keep the list. */
        @Nullable
        Consumer<Fields> taker(Fields root, String key);
    }

    /** The one object that the file is. */
    Fields root(Schema schema, Stream stream) throws IOException {
        try {
            JsonToken token = parser.nextToken();
            if (token == null) {
                throw new InstanceFormatException(file, "", "is empty; it must be a JSON object");
            }
            Fields root = new Fields(file, schema);
            object(root, stream);
            if (parser.nextToken() != null) {
                throw here("there is text after the end of the JSON object");
            }
            return root;
        } catch (JsonProcessingException e) {
            throw malformed(e);
        }
    }

    private InstanceFormatException malformed(JsonProcessingException e) {
        String message = e.getOriginalMessage();
        for (String noise : List.of(" (start marker", ": enable `", " (maximum depth", " (from `", " [Source")) {
            int at = message.indexOf(noise);
            message = at < 0 ? message : message.substring(0, at);
        }
        String where = e.getLocation() == null
                ? ""
                : "line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr();
        return new InstanceFormatException(file, where, "is not valid JSON: " + message, e);
    }

    private InstanceFormatException here(String message) {
        String pointer = parser.getParsingContext().pathAsPointer().toString();
        return new InstanceFormatException(file, pointer, message);
    }

    private InstanceFormatException wrongType(String wanted) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == null) {
            return here("the file ends here; there must be " + wanted);
        }
        String is = switch (token) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "a list";
            case VALUE_STRING -> "the text \"" + shortened(parser.getText()) + "\"";
            default -> shortened(parser.getText());
        };
        boolean quoted = token == JsonToken.VALUE_STRING && wanted.contains("number");
        return here("is " + is + "; it must be " + wanted + (quoted ? "\nMaybe it needs no quotes." : ""));
    }

    /** {@code text}, cut when it is too long for a message. */
    static String shortened(String text) {
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < Math.min(text.length(), 60); i++) {
            char c = text.charAt(i);
            shown.append(Character.isISOControl(c) || Character.isSurrogate(c) ? '?' : c);
        }
        return shown.append(text.length() > 60 ? "..." : "").toString();
    }

    /** Fills {@code into} from the object at the current token. */
    private Fields object(Fields into, Stream stream) throws IOException {
        Schema schema = into.schema();
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw wrongType("an object: " + Fields.article(schema.what()));
        }
        boolean[] seen = new boolean[schema.size()];
        for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
            int i = schema.indexOf(key);
            if (i < 0) {
                throw here("is not a key of " + Fields.article(schema.what())
                        + Nearest.hint(shortened(key), schema.keys()));
            }
            if (seen[i]) {
                throw here("occurs twice in the same object");
            }
            seen[i] = true;
            parser.nextToken();
            Schema.Field field = schema.field(i);
            Consumer<Fields> taker = stream.taker(into, key);
            if (taker != null) {
                records(field, into, taker);
            } else if (parser.currentToken() != JsonToken.VALUE_NULL || field.required()) {
                into.put(i, value(field, into));
            }
        }
        for (int i = 0; i < seen.length; i++) {
            if (schema.field(i).required() && !seen[i]) {
                throw into.missing(schema.field(i).key());
            }
        }
        return into;
    }

    private Object value(Schema.Field field, Fields owner) throws IOException {
        return switch (field.kind()) {
            case TEXT -> text();
            case TEXTS -> list("a list of texts", this::text);
            case WHOLE -> whole(field);
            case RATIO -> ratio();
            case AMOUNTS -> amounts(field);
            case AMOUNT_LISTS ->
                parser.currentToken() == JsonToken.START_OBJECT
                        ? List.of(amounts(field))
                        : list("an object of whole numbers, or a list of such", () -> amounts(field));
            case ROWS -> list("a list of lists of whole numbers", () -> row(field));
            case RECORD -> object(new Fields(schemaOf(field), owner, field.key(), -1), KEEP);
            case RECORDS -> {
                List<Fields> kept = new ArrayList<>();
                records(field, owner, kept::add);
                yield kept;
            }
        };
    }

    /** Keeps all lists. */
    static final Stream KEEP = (root, key) -> null;

    private static Schema schemaOf(Schema.Field field) {
        Schema schema = field.schema();
        if (schema == null) {
            throw new IllegalStateException("key " + field.key() + " has no schema");
        }
        return schema;
    }

    private void records(Schema.Field field, Fields owner, Consumer<Fields> taker) throws IOException {
        Schema schema = schemaOf(field);
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw wrongType("a list of objects");
        }
        for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
            taker.accept(object(new Fields(schema, owner, field.key(), i), KEEP));
        }
    }

    /** Reads one element of a list. */
    private interface Element<T> {
        T read() throws IOException;
    }

    private <T> List<T> list(String wanted, Element<T> element) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw wrongType(wanted);
        }
        List<T> list = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            list.add(element.read());
        }
        return list;
    }

    private String text() throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            throw wrongType("a text");
        }
        return parser.getText();
    }

    private long whole(Schema.Field field) throws IOException {
        JsonToken token = parser.currentToken();
        long value;
        if (token == JsonToken.VALUE_NUMBER_INT && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
            value = parser.getLongValue();
        } else if (token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT) {
            value = wholeOf(parser.getText());
        } else {
            throw wrongType("a whole number");
        }
        if (value < field.lo() || value > field.hi()) {
            throw here("is " + value + "; it must be " + field.lo() + " or more"
                    + (field.hi() == Long.MAX_VALUE ? "" : " and at most " + field.hi()));
        }
        return value;
    }

    private long wholeOf(String text) {
        try {
            BigDecimal decimal = new BigDecimal(text);
            if (decimal.signum() != 0 && decimal.stripTrailingZeros().scale() > 0) {
                throw here("is " + shortened(text) + "; it must be a whole number");
            }
            return decimal.longValueExact();
        } catch (ArithmeticException | NumberFormatException e) {
            throw here("is " + shortened(text) + "; it must be from " + Long.MIN_VALUE + " to " + Long.MAX_VALUE);
        }
    }

    private Ratio ratio() throws IOException {
        JsonToken token = parser.currentToken();
        if (token != JsonToken.VALUE_NUMBER_INT
                && token != JsonToken.VALUE_NUMBER_FLOAT
                && token != JsonToken.VALUE_STRING) {
            throw wrongType("a decimal number or a text \"a/b\"");
        }
        String text = parser.getText();
        int slash = text.indexOf('/');
        try {
            return slash < 0
                    ? Ratio.of(new BigDecimal(text))
                    : new Ratio(
                            Long.parseLong(text.substring(0, slash).strip()),
                            Long.parseLong(text.substring(slash + 1).strip()));
        } catch (NumberFormatException e) {
            throw here(
                    "is \"" + shortened(text) + "\"; it must be a decimal number or a text \"a/b\" of whole numbers");
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw here("is " + shortened(text) + "; it must be a positive ratio of at most 18 digits");
        }
    }

    private Amounts amounts(Schema.Field field) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw wrongType("an object of whole numbers by id");
        }
        Amounts amounts = new Amounts();
        Set<String> seen = Set.of();
        for (String id = parser.nextFieldName(); id != null; id = parser.nextFieldName()) {
            boolean repeated = false;
            if (amounts.size() < 8) {
                for (int i = 0; i < amounts.size(); i++) {
                    repeated |= amounts.id(i).equals(id);
                }
            } else {
                if (seen.isEmpty()) {
                    seen = new HashSet<>();
                    for (int i = 0; i < amounts.size(); i++) {
                        seen.add(amounts.id(i));
                    }
                }
                repeated = !seen.add(id);
            }
            if (repeated) {
                throw here("occurs twice in the same object");
            }
            parser.nextToken();
            amounts.add(id, whole(field));
        }
        return amounts;
    }

    private long[] row(Schema.Field field) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw wrongType("a list of whole numbers");
        }
        long[] row = new long[8];
        int size = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            row = size == row.length ? Arrays.copyOf(row, 2 * size) : row;
            row[size++] = parser.currentToken() == JsonToken.VALUE_NULL ? field.lo() : whole(field);
        }
        return Arrays.copyOf(row, size);
    }
}

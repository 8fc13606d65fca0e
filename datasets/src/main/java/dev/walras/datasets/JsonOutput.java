package dev.walras.datasets;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import dev.walras.market.LongVector;
import dev.walras.market.Participant;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Writes JSON with one line for each element of a list at the root; keys whose value is the default are left out. */
final class JsonOutput implements Closeable {
    private static final JsonFactory FACTORY =
            JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

    private final JsonGenerator generator;

    JsonOutput(OutputStream stream) throws IOException {
        generator = FACTORY.createGenerator(stream);
        generator.setPrettyPrinter(new Lines());
        generator.writeStartObject();
    }

    /** Ends the object at the root. */
    @Override
    public void close() throws IOException {
        generator.writeEndObject();
        generator.writeRaw('\n');
        generator.close();
    }

    /** Writes the keys of one object. */
    interface Body {
        void write() throws IOException;
    }

    /** Writes the keys of an object that stands for {@code T}. */
    interface Writer<T> {
        void write(T value) throws IOException;
    }

    void text(String key, String value) throws IOException {
        generator.writeStringField(key, value);
    }

    void text(String key, String value, String otherwise) throws IOException {
        if (!value.equals(otherwise)) {
            text(key, value);
        }
    }

    void whole(String key, long value) throws IOException {
        generator.writeNumberField(key, value);
    }

    void whole(String key, long value, long otherwise) throws IOException {
        if (value != otherwise) {
            whole(key, value);
        }
    }

    void allTexts(String key, List<String> values) throws IOException {
        generator.writeArrayFieldStart(key);
        for (String value : values) {
            generator.writeString(value);
        }
        generator.writeEndArray();
    }

    /** A list of texts, left out when it is empty. */
    void texts(String key, List<String> values) throws IOException {
        if (!values.isEmpty()) {
            allTexts(key, values);
        }
    }

    /** The entries of {@code values} that are not zero, by id. */
    void amounts(String key, List<String> ids, LongVector values) throws IOException {
        generator.writeFieldName(key);
        amounts(ids, values);
    }

    private void amounts(List<String> ids, LongVector values) throws IOException {
        generator.writeStartObject();
        for (int i = 0; i < values.size(); i++) {
            whole(ids.get(i), values.get(i), 0);
        }
        generator.writeEndObject();
    }

    void amountLists(String key, List<String> ids, List<LongVector> values) throws IOException {
        generator.writeArrayFieldStart(key);
        for (LongVector vector : values) {
            amounts(ids, vector);
        }
        generator.writeEndArray();
    }

    void rows(String key, List<LongVector> rows) throws IOException {
        generator.writeArrayFieldStart(key);
        for (LongVector row : rows) {
            long[] values = row.toArray();
            generator.writeArray(values, 0, values.length);
        }
        generator.writeEndArray();
    }

    void record(String key, Body body) throws IOException {
        generator.writeObjectFieldStart(key);
        body.write();
        generator.writeEndObject();
    }

    <T> void records(String key, List<T> list, Writer<T> writer) throws IOException {
        indexed(key, list.size(), i -> writer.write(list.get(i)));
    }

    /** A list of {@code size} objects. */
    void indexed(String key, int size, Writer<Integer> writer) throws IOException {
        generator.writeArrayFieldStart(key);
        for (int i = 0; i < size; i++) {
            generator.writeStartObject();
            writer.write(i);
            generator.writeEndObject();
        }
        generator.writeEndArray();
    }

    void participants(List<Participant> participants) throws IOException {
        records("participants", participants, this::participant);
    }

    void participant(Participant participant) throws IOException {
        text("id", participant.id());
        whole("budgetMicros", participant.budgetMicros(), Participant.NO_BUDGET);
        whole("arrival", participant.arrival(), 0);
    }

    /** A new line before each key and each element of the first two levels; spaces below. */
    private static final class Lines extends MinimalPrettyPrinter {
        private static final long serialVersionUID = 1;

        private int depth;

        private void separate(JsonGenerator out) throws IOException {
            if (depth <= 2) {
                out.writeRaw('\n');
                out.writeRaw("    ", 0, 2 * depth);
            } else {
                out.writeRaw(' ');
            }
        }

        private void open(JsonGenerator out) throws IOException {
            depth++;
            if (depth <= 2) {
                separate(out);
            }
        }

        private void close(JsonGenerator out, int size) throws IOException {
            depth--;
            if (depth <= 1 && size > 0) {
                separate(out);
            }
        }

        @Override
        public void writeStartObject(JsonGenerator out) throws IOException {
            out.writeRaw('{');
            depth++;
        }

        @Override
        public void beforeObjectEntries(JsonGenerator out) throws IOException {
            depth--;
            open(out);
        }

        @Override
        public void writeObjectFieldValueSeparator(JsonGenerator out) throws IOException {
            out.writeRaw(": ");
        }

        @Override
        public void writeObjectEntrySeparator(JsonGenerator out) throws IOException {
            out.writeRaw(',');
            separate(out);
        }

        @Override
        public void writeEndObject(JsonGenerator out, int size) throws IOException {
            close(out, size);
            out.writeRaw('}');
        }

        @Override
        public void writeStartArray(JsonGenerator out) throws IOException {
            out.writeRaw('[');
            depth++;
        }

        @Override
        public void beforeArrayValues(JsonGenerator out) throws IOException {
            depth--;
            open(out);
        }

        @Override
        public void writeArrayValueSeparator(JsonGenerator out) throws IOException {
            out.writeRaw(',');
            separate(out);
        }

        @Override
        public void writeEndArray(JsonGenerator out, int size) throws IOException {
            close(out, size);
            out.writeRaw(']');
        }
    }
}

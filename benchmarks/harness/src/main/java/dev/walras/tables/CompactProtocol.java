package dev.walras.tables;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes structures in Apache Thrift's compact protocol, in which the metadata of Parquet files are. */
final class CompactProtocol {
    /** The type of a whole number of 32 bits, in a list. */
    static final int INT = 5;

    /** The type of a text, in a list. */
    static final int TEXT = 8;

    /** The type of a structure, in a list. */
    static final int STRUCT = 12;

    private static final int LONG = 6;
    private static final int LIST = 9;
    /** A list of at least so many states its size apart. */
    private static final int LONG_LIST = 15;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    /** The field before, of the structure that is written; the structures around it have been put off. */
    private int last;

    /** Writes the fields of a structure. */
    interface Fields {
        void write();
    }

    byte[] bytes() {
        return out.toByteArray();
    }

    void number(int field, int value) {
        header(field, INT);
        zigzag(value);
    }

    void number(int field, long value) {
        header(field, LONG);
        zigzag(value);
    }

    void text(int field, String value) {
        header(field, TEXT);
        text(value);
    }

    void struct(int field, Fields fields) {
        header(field, STRUCT);
        struct(fields);
    }

    /** Begins a list; its elements are written next, without field numbers. */
    void list(int field, int type, int size) {
        header(field, LIST);
        if (size < LONG_LIST) {
            out.write((size << 4) | type);
        } else {
            out.write((LONG_LIST << 4) | type);
            varint(size);
        }
    }

    /** A structure that is an element of a list, or the whole. */
    void struct(Fields fields) {
        int outer = last;
        last = 0;
        fields.write();
        out.write(0);
        last = outer;
    }

    /** A text that is an element of a list. */
    void text(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        varint(bytes.length);
        out.writeBytes(bytes);
    }

    /** A number that is an element of a list. */
    void number(int value) {
        zigzag(value);
    }

    /** Fields come in rising order, at most 15 apart. */
    private void header(int field, int type) {
        out.write(((field - last) << 4) | type);
        last = field;
    }

    private void zigzag(long value) {
        varint((value << 1) ^ (value >> 63));
    }

    private void varint(long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            out.write((int) ((rest & 0x7F) | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }
}

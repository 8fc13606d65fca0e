package dev.walras.datasets;

import dev.walras.market.Nearest;
import dev.walras.market.Participant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The names that a list of a file declares, or that are declared by being mentioned, and their indices. */
final class References {
    private final String kind;
    private final boolean open;
    private final Map<String, Integer> index = new HashMap<>();
    private final List<String> names = new ArrayList<>();

    /**
     * No names yet.
     *
     * @param kind what is named, for messages: {@code "resource"}
     * @param open whether a name that is not declared is added when it is mentioned
     */
    private References(String kind, boolean open) {
        this.kind = kind;
        this.open = open;
    }

    /** Names that are added when they are mentioned. */
    static References open(String kind) {
        return new References(kind, true);
    }

    /** Names that must be declared. */
    static References closed(String kind) {
        return new References(kind, false);
    }

    /** The ids of {@code records}, which must be distinct. */
    static References of(String kind, List<Fields> records) {
        References references = closed(kind);
        for (Fields record : records) {
            references.declare(record, "id", record.text("id"));
        }
        return references;
    }

    /** Declares {@code name}, found at {@code path} of {@code where}. */
    int declare(Fields where, String path, String name) {
        Integer before = index.putIfAbsent(name, names.size());
        if (before != null) {
            throw where.error(
                    path,
                    "is \"" + JsonInput.shortened(name) + "\", like that of " + kind + " number " + before
                            + "; ids must be distinct");
        }
        names.add(name);
        return names.size() - 1;
    }

    /** The index of {@code name}, mentioned at {@code path} of {@code where}. */
    int index(Fields where, String path, String name) {
        Integer known = index.get(name);
        if (known != null) {
            return known;
        }
        if (open) {
            return declare(where, path, name);
        }
        throw where.error(
                path,
                "is \"" + JsonInput.shortened(name) + "\", which is not " + Fields.article(kind) + " of this file"
                        + Nearest.hint(name, names));
    }

    /** The text at {@code path} of {@code where}, which must be one of the names. */
    String check(Fields where, String path) {
        String name = where.text(path);
        index(where, path, name);
        return name;
    }

    List<String> names() {
        return names;
    }

    /** The participants of a file: those it lists, or, when it lists none, those it mentions. */
    static final class Participants {
        static final Schema SCHEMA = new Schema(
                "participant",
                Schema.Field.text("id"),
                Schema.Field.count("budgetMicros").optional(),
                Schema.Field.whole("arrival", 0, Integer.MAX_VALUE).optional());

        private final References references;
        private final Map<Integer, Participant> listed = new LinkedHashMap<>();

        /** The participants of {@code root}, whose key {@code participants} has been read unless it is left out. */
        Participants(Fields root) {
            references = root.has("participants") ? closed("participant") : open("participant");
            for (Fields record : root.records("participants")) {
                try {
                    Participant participant = new Participant(
                            record.text("id"),
                            record.whole("budgetMicros", Participant.NO_BUDGET),
                            record.integer("arrival", 0));
                    listed.put(references.declare(record, "id", participant.id()), participant);
                } catch (IllegalArgumentException e) {
                    throw record.error(e);
                }
            }
        }

        /** The text at {@code path} of {@code where}, which names a participant. */
        String check(Fields where, String path) {
            return references.check(where, path);
        }

        int index(Fields where, String path) {
            return references.index(where, path, where.text(path));
        }

        /** The participant at {@code index}. */
        Participant get(int index) {
            Participant participant = listed.get(index);
            return participant != null
                    ? participant
                    : new Participant(references.names.get(index), Participant.NO_BUDGET, 0);
        }

        int size() {
            return references.names.size();
        }

        /** All of them, in order. */
        List<Participant> all() {
            List<Participant> all = new ArrayList<>();
            for (int i = 0; i < size(); i++) {
                all.add(get(i));
            }
            return all;
        }
    }
}

package com.mogplex.mcp.tool;

import com.mogplex.api.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/**
 * As many items of a list as fit.
 *
 * @param items what fits, in order
 * @param remaining how many come after
 * @param last the id of the last item; empty if there is none
 */
record Page(List<ObjectNode> items, int remaining, Optional<String> last) {
    /**
     * @param all the whole list
     * @param id an item's id
     * @param after the id after which to begin; empty for the beginning
     * @param limit at most so many items
     * @param bytes at most so many bytes of JSON; one item always fits
     * @throws InvalidArgument if no item has the id after which to begin
     */
    static <T> Page of(
            List<T> all,
            Function<T, String> id,
            Optional<String> after,
            int limit,
            int bytes,
            Function<T, ObjectNode> render) {
        int from = after.map(last -> indexAfter(all, id, last)).orElse(0);
        List<ObjectNode> items = new ArrayList<>();
        int used = 0;
        int next = from;
        while (next < all.size() && items.size() < limit) {
            ObjectNode item = render.apply(all.get(next));
            int size = sizeOf(item) + 1;
            if (!items.isEmpty() && used + size > bytes) {
                break;
            }
            items.add(item);
            used += size;
            next++;
        }
        Optional<String> last = next > from ? Optional.of(id.apply(all.get(next - 1))) : Optional.empty();
        return new Page(items, all.size() - next, last);
    }

    /** Where the next page goes on; empty if there is none. */
    Optional<String> cursor() {
        return remaining > 0 ? last : Optional.empty();
    }

    /** Says on a result what is left and where to go on. */
    void describe(ObjectNode content) {
        if (remaining > 0) {
            content.put("remaining", remaining);
        }
        cursor().ifPresent(id -> content.put("nextCursor", id));
    }

    private static <T> int indexAfter(List<T> all, Function<T, String> id, String last) {
        for (int i = 0; i < all.size(); i++) {
            if (id.apply(all.get(i)).equals(last)) {
                return i + 1;
            }
        }
        throw new InvalidArgument("\"cursor\" is not in the list any more. Call again without it.");
    }

    /** How many bytes of JSON a text takes, without its quotes. */
    static int bytesOf(String text) {
        return Json.mapper().writeValueAsString(text).getBytes(StandardCharsets.UTF_8).length - 2;
    }

    /** As much of a text as takes so many bytes of JSON, its mark included. */
    static String cutToBytes(String text, int maxBytes) {
        if (bytesOf(text) <= maxBytes) {
            return text;
        }
        int end = Math.min(text.length(), maxBytes);
        while (end > 0
                && (Character.isHighSurrogate(text.charAt(end - 1))
                        || bytesOf(text.substring(0, end) + "…") > maxBytes)) {
            end--;
        }
        return text.substring(0, end) + "…";
    }

    static int sizeOf(ObjectNode item) {
        return Json.mapper().writeValueAsString(item).getBytes(StandardCharsets.UTF_8).length;
    }
}

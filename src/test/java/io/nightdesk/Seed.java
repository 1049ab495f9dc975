package io.nightdesk;

import java.util.Random;

/** Randomness for tests: another seed in every run, printed; {@code -Dseed=…} repeats a run. */
public final class Seed {

    private Seed() {}

    public static Random random() {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("seed=" + seed);
        return new Random(seed);
    }
}

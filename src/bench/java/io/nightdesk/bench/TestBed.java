package io.nightdesk.bench;

import io.nightdesk.it.harness.Broker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** One contender with a broker and a load generator of its own, so that several take turns without disturbing each other. */
final class TestBed implements AutoCloseable {

    /** The processes whose processor time is measured. */
    static final String CONTENDER = "contender";

    static final String BROKER = "broker";
    static final String DATABASE = "database";
    static final String LOAD = "load";

    private final Broker.Mosquitto broker;
    private final Contender contender;
    private final Load load;
    private final Map<String, Long> processes = new LinkedHashMap<>();

    TestBed(String name, Contenders contenders, Setting setting, Path home, long databasePid) throws Exception {
        this.broker = Broker.Mosquitto.forTcp(home);
        this.contender = contenders.make(name, broker, setting);
        this.load = new Load(broker.port(), setting.qos(), setting.topology());
        contender.start();
        contender.settle();
        processes.put(CONTENDER, contender.pid());
        processes.put(BROKER, broker.pid().orElseThrow());
        processes.put(DATABASE, databasePid);
    }

    String name() {
        return contender.name();
    }

    void warmUp(Duration time) throws Exception {
        Duration half = contender.warmup(time).dividedBy(2);
        load.measure(Pressure.FULL, half);
        load.measure(Pressure.ONE, half);
    }

    /** Starts the traffic, and lets the contender reconnect if the surroundings say so. Close the traffic afterwards. */
    ForeignTraffic surround(Surroundings surroundings) throws Exception {
        ForeignTraffic traffic = new ForeignTraffic(load, surroundings.foreignPerSecond());
        if (surroundings.reconnect()) {
            contender.disconnect();
            contender.reconnect();
        } else {
            contender.settle();
        }
        return traffic;
    }

    Figures measure(Pressure pressure, Duration time) throws Exception {
        Map<String, Double> before = cpuSeconds();
        Measurement measured = load.measure(pressure, time);
        Map<String, Double> spent = cpuSeconds();
        spent.replaceAll((process, seconds) -> seconds - before.getOrDefault(process, 0.0));
        return Figures.of(measured, pressure, spent);
    }

    private Map<String, Double> cpuSeconds() {
        Map<String, Double> seconds = new LinkedHashMap<>();
        processes.forEach((process, pid) -> seconds.put(process, Costs.cpuSeconds(pid)));
        seconds.put(LOAD, Costs.ownCpuSeconds());
        return seconds;
    }

    /** Lets questions wait while the contender is away, and measures how it answers them and others. */
    BacklogFigures backlog(int size, Duration time) throws Exception {
        contender.disconnect();
        load.queue(size);
        contender.reconnect();
        long connectedAt = System.nanoTime();
        load.begin(Pressure.ONE);
        double seconds = (load.awaitBacklog() - connectedAt) / 1e9;
        Measurement meanwhile = load.end(connectedAt);
        return new BacklogFigures(
                seconds,
                size / seconds,
                meanwhile,
                load.measure(Pressure.ONE, time),
                load.measure(Pressure.HALF, time));
    }

    @Override
    public void close() throws Exception {
        load.close();
        contender.close();
        broker.close();
    }
}

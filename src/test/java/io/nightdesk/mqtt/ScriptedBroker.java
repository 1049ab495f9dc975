package io.nightdesk.mqtt;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttDecoder;
import io.netty.handler.codec.mqtt.MqttEncoder;
import io.netty.handler.codec.mqtt.MqttFixedHeader;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttMessageIdVariableHeader;
import io.netty.handler.codec.mqtt.MqttMessageType;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttSubscribeMessage;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * A broker whose behaviour a test decides, packet by packet. It routes nothing. Each script is called on the one thread of its
 * broker; the lists of what the broker received may be read from any thread.
 */
final class ScriptedBroker implements AutoCloseable {

    private static final int MAX_PACKET_BYTES = 16 * 1024 * 1024;

    private final EventLoopGroup thread = new NioEventLoopGroup(1);
    private final List<Connection> connections = new CopyOnWriteArrayList<>();
    private final List<Published> published = new CopyOnWriteArrayList<>();
    private final Channel server;

    /** How the broker answers each packet: by default as MQTT 3.1.1 requires of a broker that accepts everything. */
    interface Script {

        /** Called before the client could send anything. */
        default void opened(Connection connection) {}

        default void connect(Connection connection, MqttConnectMessage packet) {
            connection.acceptConnect();
        }

        default void subscribe(Connection connection, MqttSubscribeMessage packet) {
            connection.grant(packet, MqttQoS.AT_LEAST_ONCE);
        }

        default void publish(Connection connection, Published packet) {
            connection.confirm(packet);
        }

        /** The client acknowledged a publish of the broker. */
        default void puback(Connection connection, int packetId) {}

        default void pubrel(Connection connection, int packetId) {
            connection.send(MqttMessageType.PUBCOMP, packetId);
        }

        default void ping(Connection connection) {
            connection.send(new MqttMessage(header(MqttMessageType.PINGRESP)));
        }

        default void disconnect(Connection connection) {
            connection.close();
        }
    }

    /**
     * A publish that the broker received.
     *
     * @param connection the number of its connection, from 1
     */
    record Published(int connection, String topic, MqttQoS qos, int packetId, ByteBuf payload) {}

    ScriptedBroker(Script script) {
        this(script, 0);
    }

    /** Listens on that port of the loopback interface. */
    ScriptedBroker(Script script, int port) {
        this.server = new ServerBootstrap()
                .group(thread)
                .channel(NioServerSocketChannel.class)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        Connection connection = new Connection(connections.size() + 1, channel);
                        connections.add(connection);
                        channel.pipeline()
                                .addLast(
                                        new MqttDecoder(MAX_PACKET_BYTES),
                                        MqttEncoder.INSTANCE,
                                        new Dispatcher(connection, script));
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), port)
                .syncUninterruptibly()
                .channel();
    }

    int port() {
        return ((InetSocketAddress) server.localAddress()).getPort();
    }

    /** All connections that clients opened, in order. */
    List<Connection> connections() {
        return connections;
    }

    /** All publishes received, repeated ones too, in order. */
    List<Published> published() {
        return published;
    }

    /** Ends all connections and accepts no more. */
    @Override
    public void close() {
        thread.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private static MqttFixedHeader header(MqttMessageType type) {
        MqttQoS qos = type == MqttMessageType.PUBREL ? MqttQoS.AT_LEAST_ONCE : MqttQoS.AT_MOST_ONCE;
        return new MqttFixedHeader(type, false, qos, false, 0);
    }

    /** A client's connection. Its methods may be called from any thread. */
    static final class Connection {

        private final int number;
        private final SocketChannel channel;

        private Connection(int number, SocketChannel channel) {
            this.number = number;
            this.channel = channel;
        }

        /** From 1. */
        int number() {
            return number;
        }

        boolean isOpen() {
            return channel.isOpen();
        }

        void acceptConnect() {
            answerConnect(MqttConnectReturnCode.CONNECTION_ACCEPTED, false);
        }

        void answerConnect(MqttConnectReturnCode code, boolean sessionPresent) {
            send(MqttMessageBuilders.connAck()
                    .returnCode(code)
                    .sessionPresent(sessionPresent)
                    .build());
        }

        /** Answers SUBSCRIBE with that QoS for each topic filter; {@link MqttQoS#FAILURE} refuses it. */
        void grant(MqttSubscribeMessage packet, MqttQoS qos) {
            MqttMessageBuilders.SubAckBuilder answer = MqttMessageBuilders.subAck()
                    .packetId(packet.variableHeader().messageId());
            packet.payload().topicSubscriptions().forEach(subscription -> answer.addGrantedQos(qos));
            send(answer.build());
        }

        /** Answers a publish as its QoS requires. */
        void confirm(Published packet) {
            if (packet.qos() == MqttQoS.AT_LEAST_ONCE) {
                send(MqttMessageType.PUBACK, packet.packetId());
            } else if (packet.qos() == MqttQoS.EXACTLY_ONCE) {
                send(MqttMessageType.PUBREC, packet.packetId());
            }
        }

        /** Publishes a message to the client, with QoS 1. */
        void publish(String topic, int packetId, byte[] payload) {
            publish(topic, packetId, payload, false);
        }

        void publish(String topic, int packetId, byte[] payload, boolean retained) {
            send(MqttMessageBuilders.publish()
                    .topicName(topic)
                    .qos(MqttQoS.AT_LEAST_ONCE)
                    .retained(retained)
                    .messageId(packetId)
                    .payload(Unpooled.wrappedBuffer(payload))
                    .build());
        }

        void send(MqttMessageType type, int packetId) {
            send(new MqttMessage(header(type), MqttMessageIdVariableHeader.from(packetId)));
        }

        void send(MqttMessage packet) {
            channel.writeAndFlush(packet);
        }

        /** Sends bytes that need not be MQTT. */
        void sendRaw(byte[] bytes) {
            channel.writeAndFlush(Unpooled.wrappedBuffer(bytes));
        }

        /** Ends the connection after what was sent. */
        void close() {
            channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        }

        /** Ends the connection with a TCP reset. */
        void reset() {
            channel.config().setSoLinger(0);
            channel.close();
        }

        /** Stops or resumes reading what the client sends. */
        void read(boolean on) {
            channel.config().setAutoRead(on);
        }
    }

    private final class Dispatcher extends SimpleChannelInboundHandler<MqttMessage> {

        private final Connection connection;
        private final Script script;

        Dispatcher(Connection connection, Script script) {
            this.connection = connection;
            this.script = script;
        }

        @Override
        public void channelActive(ChannelHandlerContext context) {
            script.opened(connection);
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, MqttMessage packet) {
            if (!connection.isOpen()) {
                // What follows the packet after which the script ended the connection.
                return;
            }
            if (packet.decoderResult().isFailure()) {
                connection.close();
                return;
            }
            switch (packet.fixedHeader().messageType()) {
                case CONNECT -> script.connect(connection, (MqttConnectMessage) packet);
                case SUBSCRIBE -> script.subscribe(connection, (MqttSubscribeMessage) packet);
                case PUBLISH -> {
                    Published received = read((MqttPublishMessage) packet);
                    published.add(received);
                    script.publish(connection, received);
                }
                case PUBACK -> script.puback(connection, packetId(packet));
                case PUBREL -> script.pubrel(connection, packetId(packet));
                case PINGREQ -> script.ping(connection);
                case DISCONNECT -> script.disconnect(connection);
                default -> connection.close();
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
            context.close();
        }

        private Published read(MqttPublishMessage packet) {
            return new Published(
                    connection.number(),
                    packet.variableHeader().topicName(),
                    packet.fixedHeader().qosLevel(),
                    packet.variableHeader().packetId(),
                    Unpooled.copiedBuffer(packet.payload()));
        }

        private static int packetId(MqttMessage packet) {
            return ((MqttMessageIdVariableHeader) packet.variableHeader()).messageId();
        }
    }
}

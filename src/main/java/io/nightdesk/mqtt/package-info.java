/**
 * MQTT in and out: acknowledgement, back-pressure, reconnection. The only room that sees MQTT; calls {@code inbox}, and
 * {@code frame} to tell whose a frame is.
 *
 * <p>Frames come in through the reactive-messaging channel {@link io.nightdesk.mqtt.FrameConnector#CHANNEL}, but through a
 * connector of our own on the client of the stock one (vertx-mqtt). The stock connector connects at start rather than when
 * on duty, acknowledges on receipt, drops what the broker sends before the stream is subscribed to, does not subscribe
 * again when the broker still has the session, ends the channel for good on one failed message, and calls a reply sent
 * when it is written. Its {@code MqttClientSession} was passed over too: it hops to a new context on every call made from
 * outside Vert.x, so publishes could overtake each other, and it trusts a present session to have the right subscription.
 *
 * <p>In: one connection with the desk's client id and a persistent session, QoS 1; the broker's in-flight window is the
 * back-pressure. Out: a second connection with a clean session, because packet ids live in memory only. Both belong to the
 * replica on duty; a standby is not connected.
 */
@NullMarked
package io.nightdesk.mqtt;

import org.jspecify.annotations.NullMarked;

/**
 * MQTT in and out: connections, subscription, ordered acknowledgements, the reply publisher. The only package that uses
 * MQTT. It calls {@code inbox}, and {@code frame} to find out whom a frame is from and to.
 *
 * <p>Frames arrive through the reactive-messaging channel {@link io.nightdesk.mqtt.FrameConnector#CHANNEL}. Its
 * connector is part of this package and uses vertx-mqtt, as the stock connector does. The stock connector connects at
 * start instead of when a term begins, acknowledges on receipt, drops what the broker sends before the stream has a
 * subscriber, does not subscribe again when the broker still has the session, ends the channel after one failed
 * message, and reports a reply as sent when it is written. Its {@code MqttClientSession} does not help either: it
 * switches to a new context on every call from outside Vert.x, so publishes may overtake each other, and it assumes
 * that a present session has the right subscription.
 *
 * <p>In: one connection with the desk's client id and a persistent session, QoS 1; the broker's in-flight window limits what
 * is in progress. Out: a second connection with a clean session, because packet ids are kept in memory only. Only the leader
 * connects.
 */
@NullMarked
package io.nightdesk.mqtt;

import org.jspecify.annotations.NullMarked;

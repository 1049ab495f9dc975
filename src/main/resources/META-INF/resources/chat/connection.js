// A customer's connection: MQTT over WebSocket. It reconnects until it is closed, and sends every unconfirmed frame again
// with the same message id: the desk answers an id once, so sending it twice is safe. A confirmation counts only on the
// connection on which the frame was sent: after a reconnect Paho continues the QoS 2 handshakes of the previous connection,
// and a broker that lost its state confirms them without having the message.
//
// The MQTT session is persistent, so that replies published during a disconnection wait at the broker. Each load of the page
// has a client id and so a session of its own: packet ids are kept in memory, and would collide with those of an earlier load.

// All times are in seconds.
const KEEP_ALIVE = 10;
const TIMEOUT = 10;
const RETRY_DELAYS = [1, 2, 4, 8, 10];
const EXACTLY_ONCE = 2;
// A broker may confirm and then drop messages beyond its own limit; the lowest known limit is 20.
const MAX_INFLIGHT = 10;
const BAD_CONNACK = 6;

export class Connection {
  /**
   * Connects. Throws if the server address is invalid.
   *
   * @param wire     encodes and decodes frames
   * @param options  { server, uid, token, clientId, topicIn, topicOut }
   * @param events   { status(name), delivered(id), arrived(message), rejected() }
   */
  constructor(wire, options, events) {
    this.wire = wire;
    this.options = options;
    this.events = events;
    this.unconfirmed = new Map(); // message id → frame, in the order of sending
    this.inFlight = new Map(); // sent on this connection: Paho's message → message id
    this.stale = new Set(); // sent on earlier connections, and repeated by Paho
    this.failures = 0;
    this.closed = false;
    this.client = new Paho.Client(options.server, options.clientId);
    this.client.onConnectionLost = () => this.lost();
    this.client.onMessageArrived = (message) => this.arrived(message);
    this.client.onMessageDelivered = (message) => this.confirmed(message);
    this.onOnline = () => this.retryNow();
    this.onPageHide = () => this.close();
    this.connect();
    addEventListener('online', this.onOnline);
    addEventListener('pagehide', this.onPageHide);
  }

  /** Sends a frame now, or as soon as there is a connection. */
  send(frame) {
    this.unconfirmed.set(frame.message_id, frame);
    this.sendPending();
  }

  retryNow() {
    if (this.timer) {
      this.failures = 0;
      this.connect();
    }
  }

  close() {
    this.closed = true;
    clearTimeout(this.timer);
    removeEventListener('online', this.onOnline);
    removeEventListener('pagehide', this.onPageHide);
    if (this.client.isConnected()) {
      if (this.topic()) {
        // The broker keeps the session for a while; it must not collect replies that nobody will receive.
        this.client.unsubscribe(this.topic());
      }
      this.client.disconnect();
    }
  }

  connect() {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.events.status('connecting');
    this.client.connect({
      userName: this.options.uid,
      password: this.options.token,
      keepAliveInterval: KEEP_ALIVE,
      timeout: TIMEOUT,
      cleanSession: false,
      mqttVersion: 4,
      onSuccess: () => this.subscribe(),
      onFailure: (failure) => this.failed(failure),
    });
  }

  /** The topic of the replies to this customer, or undefined if the platform routes them to their receivers. */
  topic() {
    const { topicOut, uid } = this.options;
    return topicOut.includes('{receiver_uid}') ? topicOut.replace('{receiver_uid}', uid) : undefined;
  }

  subscribe() {
    if (this.closed) {
      this.client.disconnect();
      return;
    }
    if (!this.topic()) {
      this.becomeReady();
      return;
    }
    this.client.subscribe(this.topic(), {
      qos: EXACTLY_ONCE,
      timeout: TIMEOUT,
      onSuccess: () => this.becomeReady(),
      onFailure: () => this.client.isConnected() && this.client.disconnect(),
    });
  }

  /** Called twice if Paho repeats the SUBSCRIBE of the previous connection. */
  becomeReady() {
    if (this.ready || this.closed) {
      return;
    }
    this.failures = 0;
    this.ready = true;
    this.events.status('online');
    this.sendPending();
  }

  sendPending() {
    const sent = new Set(this.inFlight.values());
    for (const [id, frame] of this.unconfirmed) {
      if (!this.ready || this.inFlight.size + this.stale.size >= MAX_INFLIGHT) {
        return;
      }
      if (!sent.has(id)) {
        this.publish(id, frame);
      }
    }
  }

  publish(id, frame) {
    const message = new Paho.Message(this.wire.encode(frame));
    message.destinationName = this.options.topicIn;
    message.qos = EXACTLY_ONCE;
    this.inFlight.set(message, id);
    try {
      this.client.send(message);
    } catch {
      // The connection has just ended; the next one sends the frame.
      this.inFlight.delete(message);
    }
  }

  confirmed(message) {
    const id = this.inFlight.get(message);
    this.stale.delete(message);
    if (this.inFlight.delete(message) && this.unconfirmed.delete(id)) {
      this.events.delivered(id);
    }
    this.sendPending();
  }

  arrived(message) {
    const received = this.wire.decode(message.payloadBytes);
    if (received) {
      this.events.arrived(received);
    }
  }

  failed(failure) {
    if (this.closed) {
      return;
    }
    if (failure.errorCode === BAD_CONNACK && /:[45]\b/.test(failure.errorMessage)) {
      this.close();
      this.events.rejected();
    } else {
      this.lost();
    }
  }

  lost() {
    this.ready = false;
    this.inFlight.forEach((id, message) => this.stale.add(message));
    this.inFlight.clear();
    if (this.closed || this.timer) {
      return;
    }
    this.events.status('waiting');
    const delay = RETRY_DELAYS[Math.min(this.failures++, RETRY_DELAYS.length - 1)];
    this.timer = setTimeout(() => this.connect(), delay * 1000);
  }
}

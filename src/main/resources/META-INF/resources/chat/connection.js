// One customer's connection over MQTT and WebSocket. It reconnects for as long as it is wanted and sends what the broker
// has not confirmed again, under the same message id: the desk answers an id once, so saying it twice is safe. Only a
// confirmation on the connection that a copy went out by counts: after a reconnect Paho goes on with the rest of an old
// hand-over, which a broker that lost its memory confirms without having the message.
//
// The session is persistent, so that replies published during a gap wait at the broker, and belongs to one load of the
// page: packet ids live in memory, and in a session of before they would collide with their own past.

const KEEP_ALIVE = 10;
const PATIENCE = 10;
const PAUSES = [1, 2, 4, 8, 10];
const EXACTLY_ONCE = 2;
// Brokers confirm and drop what is beyond their own limit; the lowest one known is 20.
const WINDOW = 10;
const BAD_CONNACK = 6;

export class Connection {
  /**
   * Connects, and throws when the address can be none.
   *
   * @param wire     encodes and reads frames
   * @param options  { server, uid, token, clientId, topicIn, topicOut }
   * @param events   { status(name), delivered(id), arrived(message), refused() }
   */
  constructor(wire, options, events) {
    this.wire = wire;
    this.options = options;
    this.events = events;
    this.unconfirmed = new Map(); // message id: frame, in the order said
    this.inFlight = new Map(); // what went out by this connection: Paho's message: message id
    this.stale = new Set(); // what went out by earlier ones and Paho still repeats
    this.failures = 0;
    this.wanted = true;
    this.client = new Paho.Client(options.server, options.clientId);
    this.client.onConnectionLost = () => this.lost();
    this.client.onMessageArrived = (message) => this.arrived(message);
    this.client.onMessageDelivered = (message) => this.confirmed(message);
    this.cameOnline = () => this.retryNow();
    this.leaving = () => this.close();
    this.connect();
    addEventListener('online', this.cameOnline);
    addEventListener('pagehide', this.leaving);
  }

  /** Sends a frame now, or as soon as there is a connection. */
  send(frame) {
    this.unconfirmed.set(frame.message_id, frame);
    this.pump();
  }

  retryNow() {
    if (this.timer) {
      this.failures = 0;
      this.connect();
    }
  }

  close() {
    this.wanted = false;
    clearTimeout(this.timer);
    removeEventListener('online', this.cameOnline);
    removeEventListener('pagehide', this.leaving);
    if (this.client.isConnected()) {
      if (this.topic()) {
        // The session stays at the broker for a while; it must not collect replies that nobody will fetch.
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
      timeout: PATIENCE,
      cleanSession: false,
      mqttVersion: 4,
      onSuccess: () => this.subscribe(),
      onFailure: (failure) => this.failed(failure),
    });
  }

  /** The topic of one's own replies; none where the platform routes them to their receivers. */
  topic() {
    const { topicOut, uid } = this.options;
    return topicOut.includes('{receiver_uid}') ? topicOut.replace('{receiver_uid}', uid) : undefined;
  }

  subscribe() {
    if (!this.wanted) {
      this.client.disconnect();
      return;
    }
    if (!this.topic()) {
      this.begin();
      return;
    }
    this.client.subscribe(this.topic(), {
      qos: EXACTLY_ONCE,
      timeout: PATIENCE,
      onSuccess: () => this.begin(),
      onFailure: () => this.client.isConnected() && this.client.disconnect(),
    });
  }

  /** Twice where Paho repeats a SUBSCRIBE of the connection before. */
  begin() {
    if (this.ready || !this.wanted) {
      return;
    }
    this.failures = 0;
    this.ready = true;
    this.events.status('online');
    this.pump();
  }

  pump() {
    const out = new Set(this.inFlight.values());
    for (const [id, frame] of this.unconfirmed) {
      if (!this.ready || this.inFlight.size + this.stale.size >= WINDOW) {
        return;
      }
      if (!out.has(id)) {
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
      // The connection ended a moment ago; the next one sends it.
      this.inFlight.delete(message);
    }
  }

  confirmed(message) {
    const id = this.inFlight.get(message);
    this.stale.delete(message);
    if (this.inFlight.delete(message) && this.unconfirmed.delete(id)) {
      this.events.delivered(id);
    }
    this.pump();
  }

  arrived(message) {
    const read = this.wire.read(message.payloadBytes);
    if (read) {
      this.events.arrived(read);
    }
  }

  failed(failure) {
    if (!this.wanted) {
      return;
    }
    if (failure.errorCode === BAD_CONNACK && /:[45]\b/.test(failure.errorMessage)) {
      this.close();
      this.events.refused();
    } else {
      this.lost();
    }
  }

  lost() {
    this.ready = false;
    this.inFlight.forEach((id, message) => this.stale.add(message));
    this.inFlight.clear();
    if (!this.wanted || this.timer) {
      return;
    }
    this.events.status('waiting');
    const pause = PAUSES[Math.min(this.failures++, PAUSES.length - 1)];
    this.timer = setTimeout(() => this.connect(), pause * 1000);
  }
}

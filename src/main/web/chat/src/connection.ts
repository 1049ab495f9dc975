// A customer's connection: MQTT over WebSocket. It reconnects until it is closed, and sends every unconfirmed frame again
// with the same message id: the desk answers an id once, so sending it twice is safe. A confirmation counts only on the
// connection on which the frame was sent: after a reconnect Paho continues the QoS 2 handshakes of the previous connection,
// and a broker that lost its state confirms them without having the message.
//
// The MQTT session is persistent, so that replies published during a disconnection wait at the broker. Each load of the page
// has a client id and so a session of its own: packet ids are kept in memory, and would collide with those of an earlier load.

import './memory-only';
import Paho from 'paho-mqtt';
import { decode, encode, type Frame, type Received } from './wire';

export type Status = 'connecting' | 'online' | 'waiting';

export interface Options {
  server: string;
  uid: string;
  token: string;
  clientId: string;
  topicIn: string;
  topicOut: string;
}

export interface Events {
  status(name: Status): void;
  delivered(id: string): void;
  arrived(message: Received): void;
  rejected(): void;
}

// All times are in seconds.
const KEEP_ALIVE = 10;
const TIMEOUT = 10;
const RETRY_DELAYS = [1, 2, 4, 8, 10];
const EXACTLY_ONCE = 2;
// A broker may confirm and then drop messages beyond its own limit; the lowest known limit is 20.
const MAX_INFLIGHT = 10;
const BAD_CONNACK = 6;

export class Connection {
  private readonly client: Paho.Client;
  /** By message id, in the order of sending. */
  private readonly unconfirmed = new Map<string, Frame>();
  /** Sent on this connection, with their message ids. */
  private readonly inFlight = new Map<Paho.Message, string>();
  /** Sent on earlier connections, and repeated by Paho. */
  private readonly stale = new Set<Paho.Message>();
  private readonly onOnline = () => this.retryNow();
  private readonly onPageHide = () => this.close();
  private timer: number | undefined;
  private failures = 0;
  private ready = false;
  private closed = false;

  /** Connects. Throws if the server address is invalid. */
  constructor(private readonly options: Options, private readonly events: Events) {
    this.client = new Paho.Client(options.server, options.clientId);
    this.client.onConnectionLost = () => this.lost();
    this.client.onMessageArrived = (message) => this.arrived(message);
    this.client.onMessageDelivered = (message) => this.confirmed(message);
    this.connect();
    addEventListener('online', this.onOnline);
    addEventListener('pagehide', this.onPageHide);
  }

  /** Sends a frame now, or as soon as there is a connection. */
  send(frame: Frame): void {
    this.unconfirmed.set(frame.message_id, frame);
    this.sendPending();
  }

  retryNow(): void {
    if (this.timer) {
      this.failures = 0;
      this.connect();
    }
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.timer);
    removeEventListener('online', this.onOnline);
    removeEventListener('pagehide', this.onPageHide);
    if (this.client.isConnected()) {
      const topic = this.topic();
      if (topic) {
        // The broker keeps the session for a while; it must not collect replies that nobody will receive.
        this.client.unsubscribe(topic);
      }
      this.client.disconnect();
    }
  }

  private connect(): void {
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
  private topic(): string | undefined {
    const { topicOut, uid } = this.options;
    return topicOut.includes('{receiver_uid}') ? topicOut.replace('{receiver_uid}', uid) : undefined;
  }

  private subscribe(): void {
    if (this.closed) {
      this.client.disconnect();
      return;
    }
    const topic = this.topic();
    if (!topic) {
      this.becomeReady();
      return;
    }
    this.client.subscribe(topic, {
      qos: EXACTLY_ONCE,
      timeout: TIMEOUT,
      onSuccess: () => this.becomeReady(),
      onFailure: () => this.client.isConnected() && this.client.disconnect(),
    });
  }

  /** Called twice if Paho repeats the SUBSCRIBE of the previous connection. */
  private becomeReady(): void {
    if (this.ready || this.closed) {
      return;
    }
    this.failures = 0;
    this.ready = true;
    this.events.status('online');
    this.sendPending();
  }

  private sendPending(): void {
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

  private publish(id: string, frame: Frame): void {
    const message = new Paho.Message(encode(frame));
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

  private confirmed(message: Paho.Message): void {
    const id = this.inFlight.get(message);
    this.stale.delete(message);
    if (id !== undefined && this.inFlight.delete(message) && this.unconfirmed.delete(id)) {
      this.events.delivered(id);
    }
    this.sendPending();
  }

  private arrived(message: Paho.Message): void {
    const received = decode(message.payloadBytes as Uint8Array);
    if (received) {
      this.events.arrived(received);
    }
  }

  private failed(failure: Paho.ErrorWithInvocationContext): void {
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

  private lost(): void {
    this.ready = false;
    this.inFlight.forEach((_id, message) => this.stale.add(message));
    this.inFlight.clear();
    if (this.closed || this.timer) {
      return;
    }
    this.events.status('waiting');
    const delay = RETRY_DELAYS[Math.min(this.failures++, RETRY_DELAYS.length - 1)]!;
    this.timer = window.setTimeout(() => this.connect(), delay * 1000);
  }
}

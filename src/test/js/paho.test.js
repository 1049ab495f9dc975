// The shop's web client: paho-mqtt over WebSocket, protobufjs with the schema loaded from the service.
'use strict';

const { randomUUID } = require('node:crypto');
// A browser has it; Paho looks for it when it connects.
globalThis.WebSocket = require('ws');
const { Client, Message } = require('paho-mqtt');
const { answersCustomers } = require('./interop');
const { protobufjsCodec } = require('./protobufjs-codec');

async function connect(uid, onFrame) {
  const client = new Client('127.0.0.1', Number(process.env.NIGHTDESK_WEB_SOCKET_PORT), '/mqtt', randomUUID());
  const unconfirmed = new Map();
  client.onMessageArrived = (message) => onFrame(message.payloadBytes);
  client.onMessageDelivered = (message) => unconfirmed.get(message)();
  const login = { userName: uid, password: 'token', keepAliveInterval: 10 };
  await called((callbacks) => client.connect({ ...login, ...callbacks }));
  await called((callbacks) => client.subscribe(`PTP/${uid}`, { qos: 2, ...callbacks }));
  return {
    send: (bytes) =>
      new Promise((confirmed) => {
        const message = new Message(bytes);
        message.destinationName = 'PTP';
        message.qos = 2;
        unconfirmed.set(message, confirmed);
        client.send(message);
      }),
    close: () => client.disconnect(),
  };
}

function called(request) {
  return new Promise((resolve, reject) => {
    request({ onSuccess: resolve, onFailure: ({ errorMessage }) => reject(new Error(errorMessage)) });
  });
}

answersCustomers({
  client: 'paho-mqtt over WebSocket, protobufjs',
  customer: '10001',
  neighbour: '10004',
  codec: protobufjsCodec,
  connect,
});

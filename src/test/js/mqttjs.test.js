// A client outside a browser: MQTT.js over TCP.
'use strict';

const { answersCustomers } = require('./interop');
const { connectMqttjs } = require('./mqttjs-connection');
const { protobufjsCodec } = require('./protobufjs-codec');

answersCustomers({
  client: 'MQTT.js over TCP, protobufjs',
  customer: '10003',
  neighbour: '10007',
  codec: protobufjsCodec,
  connect: (uid, onFrame) => connectMqttjs(`mqtt://127.0.0.1:${process.env.NIGHTDESK_MQTT_PORT}`, uid, onFrame),
});

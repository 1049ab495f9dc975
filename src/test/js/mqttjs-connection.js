// A customer's connection by MQTT.js.
'use strict';

const mqtt = require('mqtt');

async function connectMqttjs(url, uid, onFrame) {
  const client = await mqtt.connectAsync(url, { username: uid, password: 'token', keepalive: 10, reconnectPeriod: 0 });
  client.on('message', (topic, payload) => onFrame(payload));
  await client.subscribeAsync(`PTP/${uid}`, { qos: 2 });
  return {
    send: (bytes) => client.publishAsync('PTP', bytes, { qos: 2 }),
    close: () => client.endAsync(),
  };
}

module.exports = { connectMqttjs };

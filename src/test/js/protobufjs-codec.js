// Frames by protobufjs, with the schema that the service serves to its clients.
'use strict';

const protobuf = require('protobufjs');

async function protobufjsCodec() {
  const response = await fetch(`${process.env.NIGHTDESK_HTTP}/im/js/IM.proto`);
  if (!response.ok) {
    throw new Error(`the schema is not served: ${response.status}`);
  }
  const { root } = protobuf.parse(await response.text(), { keepCase: true });
  const Message = root.lookupType('IMpackage.Message');
  return {
    encode: (frame) => Message.encode(Message.create(frame)).finish(),
    decode: (bytes) => Message.toObject(Message.decode(bytes), { longs: Number, defaults: true }),
  };
}

module.exports = { protobufjsCodec };

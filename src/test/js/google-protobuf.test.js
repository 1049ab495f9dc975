// A client with code generated for google-protobuf, which reads the decoded array by position; over WebSocket.
'use strict';

const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const { answersCustomers } = require('./interop');
const { connectMqttjs } = require('./mqttjs-connection');

function generated() {
  const out = path.join(__dirname, 'generated');
  fs.mkdirSync(out, { recursive: true });
  execFileSync(
    process.env.NIGHTDESK_PROTOC,
    [`--proto_path=${process.env.NIGHTDESK_PROTO}`, `--js_out=import_style=commonjs,binary:${out}`, 'IM.proto'],
    { stdio: 'inherit' },
  );
  return require(path.join(out, 'IM_pb.js'));
}

async function generatedCodec() {
  const { Message } = generated();
  return {
    encode: (frame) => encode(new Message(), frame),
    decode: (bytes) => decode(Message.deserializeBinary(bytes).toArray()),
  };
}

function encode(message, frame) {
  message.setContent(frame.content);
  message.setSendTime(frame.send_time);
  message.setReceiverUid(frame.receiver_uid);
  message.setSenderUid(frame.sender_uid);
  message.setMemberId(frame.member_id);
  message.setMessageId(frame.message_id);
  message.setGuid(frame.guid);
  message.setSessionId(frame.session_id);
  message.setBusinessType(frame.business_type);
  return message.serializeBinary();
}

/** What is 0 or '' does not travel, so its place in the array is empty. */
function decode(array) {
  return {
    content: array[0],
    send_time: array[1],
    receiver_uid: array[2],
    sender_uid: array[3],
    member_id: array[4] ?? 0,
    message_id: array[5],
    guid: array[6] ?? '',
    session_id: array[7],
    business_type: array[8],
  };
}

const url = `ws://127.0.0.1:${process.env.NIGHTDESK_WEB_SOCKET_PORT}/mqtt`;

answersCustomers({
  client: 'google-protobuf, generated code, read by position',
  customer: '10002',
  neighbour: '10005',
  codec: generatedCodec,
  connect: (uid, onFrame) => connectMqttjs(url, uid, onFrame),
});

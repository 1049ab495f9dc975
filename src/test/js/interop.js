// What every client sends and what it must get back. A client brings its own codec and its own connection.
'use strict';

const assert = require('node:assert/strict');
const { randomUUID } = require('node:crypto');
const { after, before, describe, test } = require('node:test');
const { answerTo, oldestOrderOf, trackingAnswerTo } = require('./samples');

const DESK = process.env.NIGHTDESK_DESK;
const STRANGER = '99999';
const PATIENCE = { timeout: 10_000 };
const TEXT = 1;
const IMAGE = 2;
const UNKNOWN = 7;
const UUID_V4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

const RETURNS = '怎么退货';
const THANKS = '谢谢';
const IMAGE_HINT = `抱歉，暂时只能处理文字消息。请用文字描述您的问题。
Sorry, I can only read text. Please describe your question in words.`;
const NO_SUCH_ORDER = '抱歉，在您的账号下没有查到相关订单，请核对订单号后再试。';

/** One customer, connected: sends frames and takes what arrives, in order. */
class Customer {
  #codec;
  #connection;
  #arrived = [];
  #wake = () => {};
  #seen = new Set();

  static async connect({ uid, codec, connect }) {
    const customer = new Customer();
    customer.uid = uid;
    customer.#codec = codec;
    customer.#connection = await connect(uid, (bytes) => {
      customer.#arrived.push({ frame: codec.decode(bytes), at: Date.now() });
      customer.#wake();
    });
    return customer;
  }

  /** A frame of this customer, with whatever `content` and `fields` say otherwise. */
  frame(content, fields = {}) {
    const receiver = fields.receiver_uid ?? DESK;
    return {
      content: JSON.stringify({
        type: TEXT,
        business_id: '',
        business_type: 20,
        receiver_type: 4,
        networkProvider: 'webIm',
        networkType: '-2',
        ...content,
      }),
      send_time: Date.now(),
      receiver_uid: receiver,
      sender_uid: this.uid,
      member_id: 0,
      message_id: randomUUID(),
      guid: '',
      session_id: [this.uid, receiver].sort().join('_'),
      business_type: 20,
      ...fields,
    };
  }

  /** Done when the broker has confirmed. */
  async send(frame) {
    await this.#connection.send(this.#codec.encode(frame));
  }

  /** Sends `question` and checks every field of the next frame that arrives: it must be the reply, with `text`. */
  async expectReply(question, text, key = 'content') {
    await this.send(question);
    const { frame: reply, at } = await this.#next();
    const { content, send_time: sendTime, message_id: messageId, ...echoed } = reply;
    assert.deepEqual(echoed, {
      receiver_uid: this.uid,
      sender_uid: DESK,
      member_id: question.member_id,
      guid: '',
      session_id: question.session_id,
      business_type: 20,
    });
    assert.deepEqual(JSON.parse(content), {
      type: TEXT,
      business_id: JSON.parse(question.content).business_id,
      business_type: 20,
      receiver_type: 1,
      networkProvider: 'nightdesk',
      networkType: '-2',
      [key]: text,
    });
    assert.ok(Number.isInteger(sendTime) && question.send_time <= sendTime && sendTime <= at, `sent at ${sendTime}`);
    assert.match(messageId, UUID_V4);
    assert.ok(!this.#seen.has(messageId) && messageId !== question.message_id, `${messageId} is not fresh`);
    this.#seen.add(messageId);
  }

  /**
   * Sends `frame` and then a question; the next to arrive must be the reply to that one, for replies keep the order of
   * what they reply to. The attached number tells the reply from any other.
   */
  async expectSilence(frame) {
    await this.send(frame);
    await this.expectReply(this.frame({ content: THANKS, business_id: `after ${frame.message_id}` }), answerTo(THANKS));
  }

  expectNothingElse() {
    assert.deepEqual(this.#arrived, []);
  }

  async close() {
    await this.#connection.close();
  }

  async #next() {
    while (this.#arrived.length === 0) {
      await new Promise((resolve) => {
        this.#wake = resolve;
      });
    }
    return this.#arrived.shift();
  }
}

/** The tests of one client, as `customer`, who has orders; `neighbour` has some too, and uses the same client. */
function answersCustomers({ client, customer, neighbour, codec, connect }) {
  describe(client, () => {
    const connected = {};

    before(async () => {
      const loaded = await codec();
      connected.customer = await Customer.connect({ uid: customer, codec: loaded, connect });
      connected.neighbour = await Customer.connect({ uid: neighbour, codec: loaded, connect });
    }, PATIENCE);

    after(async () => {
      for (const each of Object.values(connected)) {
        await each.close();
      }
    });

    for (const [name, check] of Object.entries(checks)) {
      test(name, PATIENCE, () => check(connected));
    }
  });
}

/** In this order: the last one looks at what the others have left. */
const checks = {
  async 'a question in Chinese is answered'({ customer }) {
    await customer.expectReply(customer.frame({ content: RETURNS }), answerTo(RETURNS));
  },

  async 'a question in English is answered in English'({ customer }) {
    const question = 'how much is shipping';
    await customer.expectReply(customer.frame({ content: question }), answerTo(question));
  },

  async 'a text under another key is answered under the same key'({ customer }) {
    for (const key of ['text', 'msg']) {
      await customer.expectReply(customer.frame({ [key]: RETURNS }), answerTo(RETURNS), key);
    }
  },

  async 'a family member and a session id in the other order come back as they were sent'({ customer }) {
    const question = customer.frame(
      { content: RETURNS },
      { member_id: 1_234_567_890_123, session_id: `${DESK}_${customer.uid}` },
    );
    await customer.expectReply(question, answerTo(RETURNS));
  },

  async 'a question that names an own order is answered with it'({ customer }) {
    const order = oldestOrderOf(customer.uid);
    const question = `物流单号 ${order.number}`;
    await customer.expectReply(customer.frame({ content: question }), trackingAnswerTo(question, order));
  },

  async 'a question to which an own order is attached is answered with it'({ customer }) {
    const order = oldestOrderOf(customer.uid);
    const question = 'tracking number';
    await customer.expectReply(
      customer.frame({ content: question, business_id: order.number }),
      trackingAnswerTo(question, order),
    );
  },

  async "somebody else's order is not spoken of, named or attached"({ customer, neighbour }) {
    const { number } = oldestOrderOf(neighbour.uid);
    await customer.expectReply(customer.frame({ content: `物流单号 ${number}` }), NO_SUCH_ORDER);
    await customer.expectReply(customer.frame({ content: '物流单号', business_id: number }), NO_SUCH_ORDER);
  },

  async 'an image gets one hint, the next one nothing'({ customer }) {
    const image = () => customer.frame({ type: IMAGE, url: 'image.png' });
    await customer.expectReply(image(), IMAGE_HINT);
    await customer.expectSilence(image());
  },

  async 'a message of an unknown type gets nothing'({ customer }) {
    await customer.expectSilence(customer.frame({ type: UNKNOWN, content: RETURNS }));
  },

  async 'a frame to somebody else gets nothing'({ customer }) {
    await customer.expectSilence(customer.frame({ content: RETURNS }, { receiver_uid: STRANGER }));
  },

  async 'a frame between two others is answered to neither'({ customer, neighbour }) {
    await neighbour.expectSilence(neighbour.frame({ content: RETURNS }, { receiver_uid: customer.uid }));
    await customer.expectReply(customer.frame({ content: THANKS }), answerTo(THANKS));
  },

  async "the reply to another customer's question goes to them alone"({ customer, neighbour }) {
    await neighbour.expectReply(neighbour.frame({ content: RETURNS }), answerTo(RETURNS));
    await customer.expectReply(customer.frame({ content: THANKS }), answerTo(THANKS));
  },

  'nothing else has arrived'({ customer, neighbour }) {
    customer.expectNothingElse();
    neighbour.expectNothingElse();
  },
};

module.exports = { answersCustomers };

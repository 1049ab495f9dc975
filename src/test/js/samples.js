// What the sample rules and orders call for, read off the files that the service is given.
'use strict';

const fs = require('node:fs');
const path = require('node:path');

const rules = read('rules');
const orders = read('orders');

function read(name) {
  return JSON.parse(fs.readFileSync(path.join(process.env.NIGHTDESK_SAMPLES, `${name}.json`), 'utf8'));
}

function answer(rule, question) {
  return rule.answers.variants[0][/\p{Script=Han}/u.test(question) ? 'zh' : 'en'];
}

/** The answer to a question that some rule holds word for word. */
function answerTo(question) {
  const rule = rules.find(({ triggers }) => [...(triggers.exact ?? []), ...(triggers.examples ?? [])].includes(question));
  return answer(rule, question);
}

/** The answer to a question for a parcel that is on its way. */
function trackingAnswerTo(question, order) {
  return answer(rules.find(({ key }) => key === 'order-tracking'), question)
    .replace('{order.number}', order.number)
    .replace('{order.carrier}', order.carrier)
    .replace('{order.tracking}', order.tracking);
}

/** The oldest order of the customer; it is not the latest, which is what they would hear of without naming a number. */
function oldestOrderOf(customer) {
  const own = orders.filter((order) => order.customer === customer).sort((a, b) => (a.placed < b.placed ? -1 : 1));
  if (own.length < 2 || !own[0].carrier) {
    throw new Error(`the samples have too few orders of ${customer}`);
  }
  return own[0];
}

module.exports = { answerTo, trackingAnswerTo, oldestOrderOf };

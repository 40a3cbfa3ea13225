const { default: Sequencer } = require('@jest/test-sequencer');

/** Suites that wait much, the longest first: begun last, they would be waited for alone. */
const slow = [
  'test/chaos/',
  'test/load/',
  'test/simulation/crash',
  'test/local/demo',
  'test/local/',
  'test/issuers/',
  'test/simulation/',
];

/** Jest's own order, but for the slow suites. */
module.exports = class SlowFirst extends Sequencer {
  async sort(tests) {
    const rank = ({ path }) => {
      const found = slow.findIndex((part) => path.includes(part));
      return found === -1 ? slow.length : found;
    };
    const inOrder = [...(await super.sort(tests))];
    return inOrder.sort((one, other) => rank(one) - rank(other));
  }
};

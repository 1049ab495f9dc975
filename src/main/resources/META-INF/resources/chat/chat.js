// The chat page: a login form, then the messages. The messages are kept for this tab only; the token is not stored.

import { Connection } from './connection.js';
import { WORDS } from './words.js';
import { LONGEST_TEXT, isImageAddress, isUid, loadWire, parts } from './wire.js';

const MAX_MESSAGES = 300;
const TYPING_MS = 8000;
const END_TOLERANCE = 80; // pixels

let wire;
let connection;
let typingTimer;

const app = Vue.createApp({
  data() {
    return {
      language: navigator.language.startsWith('zh') ? 'zh' : 'en',
      longest: LONGEST_TEXT,
      settings: undefined,
      form: { uid: stored('uid', ''), token: '', server: '' },
      me: '',
      status: 'connecting',
      problem: '',
      messages: [],
      draft: '',
      order: '',
      image: '',
      attaching: false,
      typing: false,
      unseen: 0,
    };
  },

  computed: {
    words() {
      return WORDS[this.language];
    },
  },

  watch: {
    language: { handler: 'showLanguage', immediate: true },
    unseen: 'showTitle',
    messages: { handler: 'keep', deep: true },
  },

  async mounted() {
    // A page that is restored from the browser's cache has lost its connection.
    addEventListener('pageshow', (event) => event.persisted && location.reload());
    document.addEventListener('visibilitychange', () => !document.hidden && this.isAtEnd() && this.toNewest());
    try {
      const answer = await fetch('chat/settings');
      const settings = await answer.json();
      wire = await loadWire();
      this.form.server = settings.webSocketUrl.replace('{host}', location.hostname);
      this.settings = settings;
    } catch {
      this.problem = 'unreachable';
    }
    this.$refs.uid?.focus();
  },

  methods: {
    otherLanguage() {
      this.language = this.language === 'zh' ? 'en' : 'zh';
    },

    showLanguage() {
      document.documentElement.lang = this.language;
      this.showTitle();
    },

    showTitle() {
      document.title = (this.unseen ? `(${this.unseen}) ` : '') + this.words.title;
    },

    enter() {
      this.problem = this.formProblem();
      if (this.problem) {
        return;
      }
      const { uid, token, server } = this.form;
      try {
        connection = this.newConnection(server, uid, token);
      } catch {
        this.problem = 'server';
        return;
      }
      this.me = uid;
      sessionStorage.setItem('uid', uid);
      this.messages = stored(`messages-${uid}`, []);
      this.messages.filter((message) => message.state !== 'delivered' && message.frame)
        .forEach((message) => connection.send(message.frame));
      this.$nextTick(() => {
        this.$refs.text.focus();
        this.toNewest();
      });
    },

    newConnection(server, uid, token) {
      const { topicIn, topicOut } = this.settings;
      const clientId = `web-${uid}-${Math.random().toString(36).slice(2, 10)}`;
      return new Connection(
        wire,
        { server, uid, token, clientId, topicIn, topicOut },
        {
          status: (name) => this.changed(name),
          delivered: (id) => this.delivered(id),
          arrived: (message) => this.arrived(message),
          rejected: () => this.rejected(),
        },
      );
    },

    formProblem() {
      if (!isUid(this.form.uid)) {
        return 'uid';
      }
      if (this.form.uid === this.settings.deskUid) {
        return 'self';
      }
      if (!/^wss?:\/\/[^/\s]+\/[^\s#]*$/.test(this.form.server)) {
        return 'server';
      }
      return location.protocol === 'https:' && this.form.server.startsWith('ws:') ? 'insecure' : '';
    },

    leave() {
      connection.close();
      Object.assign(this, { draft: '', order: '', image: '', attaching: false });
      this.forget();
    },

    forget() {
      this.me = '';
      this.problem = '';
      this.unseen = 0;
      this.typing = false;
      this.form.token = '';
      this.$nextTick(() => this.$refs.uid.focus());
    },

    rejected() {
      this.forget();
      this.problem = 'rejected';
    },

    reconnect() {
      connection.retryNow();
    },

    changed(status) {
      this.status = status;
      const [from, to] = status === 'online' ? ['waiting', 'sending'] : ['sending', 'waiting'];
      this.messages.filter((message) => message.state === from).forEach((message) => (message.state = to));
      if (status !== 'online') {
        this.typing = false;
      }
    },

    /** Enter sends, Shift+Enter starts a new line. Enter that confirms a word of an input method (key code 229) does neither. */
    entered(event) {
      if (!event.shiftKey && !event.isComposing && event.keyCode !== 229) {
        event.preventDefault();
        this.send();
      }
    },

    send() {
      if (this.image && !isImageAddress(this.image)) {
        this.problem = 'image';
        return;
      }
      this.problem = '';
      const text = this.draft.trim();
      if (this.image) {
        this.submit({ image: this.image });
      }
      if (text) {
        this.submit({ text });
      }
      this.draft = '';
      this.image = '';
      this.order = '';
      this.attaching = false;
      this.$refs.text.focus();
    },

    choose(number) {
      this.submit({ text: String(number) });
    },

    submit({ text, image }) {
      const frame = wire.compose({ from: this.me, to: this.settings.deskUid, text, image, order: this.order });
      const state = this.status === 'online' ? 'sending' : 'waiting';
      this.add({ id: frame.message_id, mine: true, text, image, order: this.order, at: Date.now(), state, frame });
      connection.send(frame);
      this.toNewest();
    },

    delivered(id) {
      const message = this.messages.find((candidate) => candidate.id === id);
      if (message) {
        message.state = 'delivered';
        message.frame = undefined;
        this.showTyping();
      }
    },

    /** Shows that the desk is typing, unless the reply has arrived before the confirmation. */
    showTyping() {
      if (!this.messages[this.messages.length - 1].mine) {
        return;
      }
      clearTimeout(typingTimer);
      this.typing = true;
      typingTimer = setTimeout(() => (this.typing = false), TYPING_MS);
      this.followMessages();
    },

    /** Ignores replies that were delivered twice, and on a shared topic those to other customers. */
    arrived({ id, from, to, text, image }) {
      const isMine = to === this.me && from === this.settings.deskUid;
      if (!isMine || (!text && !image) || this.messages.some((message) => message.id === id)) {
        return;
      }
      this.typing = false;
      const attended = !document.hidden && this.isAtEnd();
      this.add({ id, mine: false, text, image, at: Date.now() });
      if (attended) {
        this.toNewest();
      } else {
        this.unseen++;
      }
    },

    add(message) {
      this.messages.push(message);
      this.messages.splice(0, this.messages.length - MAX_MESSAGES);
    },

    keep() {
      if (this.me) {
        sessionStorage.setItem(`messages-${this.me}`, JSON.stringify(this.messages));
      }
    },

    partsOf(message) {
      if (!message.text) {
        return [];
      }
      return message.mine ? [{ text: message.text }] : parts(message.text);
    },

    isAtEnd() {
      const list = this.$refs.messages;
      return !list || list.scrollHeight - list.scrollTop - list.clientHeight < END_TOLERANCE;
    },

    followMessages() {
      if (this.isAtEnd()) {
        this.toNewest();
      }
    },

    toNewest() {
      this.unseen = 0;
      this.$nextTick(() => {
        const list = this.$refs.messages;
        if (list) {
          list.scrollTop = list.scrollHeight;
        }
      });
    },

    scrolled() {
      if (this.unseen && !document.hidden && this.isAtEnd()) {
        this.unseen = 0;
      }
    },

    clock(at) {
      return new Date(at).toLocaleTimeString(this.language, { hour: '2-digit', minute: '2-digit' });
    },
  },
});

function stored(key, otherwise) {
  const value = sessionStorage.getItem(key);
  try {
    return value === null ? otherwise : typeof otherwise === 'string' ? value : JSON.parse(value);
  } catch {
    return otherwise;
  }
}

app.mount('#app');

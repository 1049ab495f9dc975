import 'element-plus/theme-chalk/base.css';
import 'element-plus/theme-chalk/dark/css-vars.css';
// Of what is called, not written in templates.
import 'element-plus/theme-chalk/el-message.css';
import 'element-plus/theme-chalk/el-message-box.css';
import './palette.css';
import './style.css';
import { createApp } from 'vue';
import App from './App.vue';
import { router } from './router';
import { restoreSession } from './session';

// Without an answer the login view is shown, and a login says what is wrong.
restoreSession()
  .catch(() => undefined)
  .finally(() => createApp(App).use(router).mount('#app'));

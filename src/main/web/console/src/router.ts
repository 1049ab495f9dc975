import { watch, type Component } from 'vue';
import { createRouter, createWebHistory, type RouteRecordRaw } from 'vue-router';
import { language, type Language } from './i18n';
import { can, currentAccount, type Role } from './session';

/** A view of the navigation: the default export of `views/NAME/route.ts`. */
export interface ViewRoute {
  /** Such as `/rules/:key?`. The name of the route is the name of the folder. */
  path: string;
  /** The lowest role that may open the view. */
  role: Role;
  icon: Component;
  title: Record<Language, string>;
  component: () => Promise<unknown>;
}

export interface View extends ViewRoute {
  name: string;
}

/** The order of the navigation, by the names of the folders. */
const ORDER = [
  'today',
  'rules',
  'unanswered',
  'conversations',
  'hours',
  'orders',
  'transfer',
  'quality',
  'accounts',
  'audit',
];

const files = import.meta.glob<ViewRoute>('./views/*/route.ts', { eager: true, import: 'default' });

export const views: View[] = Object.entries(files)
  .map(([file, route]) => ({ ...route, name: file.split('/')[2]! }))
  .sort((a, b) => ORDER.indexOf(a.name) - ORDER.indexOf(b.name));

export const allowedViews = (): View[] => views.filter((view) => can(view.role));

const routes: RouteRecordRaw[] = [
  { path: '/', name: 'home', component: () => import('./views/home/HomeView.vue') },
  { path: '/login', name: 'login', component: () => import('./views/login/LoginView.vue') },
  ...views.map(({ name, path, component }) => ({ name, path, component }) as RouteRecordRaw),
  { path: '/:path(.*)*', name: 'unknown', component: () => import('./views/home/UnknownView.vue') },
];

export const router = createRouter({
  history: createWebHistory('/console/'),
  routes,
  scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
});

router.beforeEach((to) => {
  if (to.name !== 'login' && !currentAccount.value) {
    return { name: 'login', query: to.path === '/' ? {} : { next: to.fullPath } };
  }
  if (to.name === 'login' && currentAccount.value) {
    return { name: 'home' };
  }
  const first = allowedViews()[0];
  if (to.name === 'home' && first) {
    return { name: first.name, replace: true };
  }
  const view = views.find(({ name }) => name === to.name);
  return !view || can(view.role) || { name: 'home', replace: true };
});

const NAME = { zh: '夜间客服', en: 'Nightdesk' };

watch(
  [language, () => router.currentRoute.value.name],
  ([chosen, name]) => {
    const view = views.find((candidate) => candidate.name === name);
    document.title = (view ? `${view.title[chosen]} · ` : '') + NAME[chosen];
  },
  { immediate: true },
);

/** Between two reloads, so that a file that stays missing does not reload the page for ever. */
const RELOAD_MS = 30_000;
const RELOADED = 'nightdesk.reloaded';

// During an update, a replica may not have the files of the release that this page came from.
addEventListener('vite:preloadError', (event) => {
  const last = Number(sessionStorage.getItem(RELOADED));
  if (Date.now() - last > RELOAD_MS) {
    event.preventDefault();
    sessionStorage.setItem(RELOADED, String(Date.now()));
    location.reload();
  }
});

import './slots.browser.test.ts';

import './kernel.browser.test.ts';

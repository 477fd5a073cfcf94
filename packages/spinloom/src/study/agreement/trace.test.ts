import './trace.browser.test.ts';

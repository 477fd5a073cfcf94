import './linear.browser.test.ts';

import './kernels.browser.test.ts';

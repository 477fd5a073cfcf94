// The suite of the page, in Node.
import './runs.browser.test.ts';

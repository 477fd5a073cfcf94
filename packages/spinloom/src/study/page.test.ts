// The suite of the page, in Node.
import './page.browser.test.ts';

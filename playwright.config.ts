import { defineConfig } from '@playwright/test';
import { chromiumOptions } from './test/support/chromium';

// A real JupyterLab with the built extension, in the system's own Chromium.
export default defineConfig({
  testDir: 'test/browser',
  outputDir: 'test-results',
  fullyParallel: false,
  workers: 1,
  timeout: 240_000,
  expect: { timeout: 30_000 },
  reporter: 'list',
  use: {
    viewport: { width: 1280, height: 800 },
    actionTimeout: 20_000,
    screenshot: 'only-on-failure',
    // A trace takes a sixth of the time; `make test` has what failed leave one at its second try.
    trace: 'off',
    launchOptions: chromiumOptions
  }
});

import svelte from 'eslint-plugin-svelte';
import ts from 'typescript-eslint';

const CLOCK = 'Time comes in through the Clock port, so that tests and the simulator can drive it.';
const CHANCE = 'Randomness comes in through the Random port, so that a seed can drive it.';

export default ts.config(
	{
		ignores: [
			'build/',
			'dist/',
			'.svelte-kit/',
			'.hearsay/',
			'coverage/',
			'test-results/',
			'playwright-report/'
		]
	},
	...ts.configs.recommended,
	...svelte.configs.recommended,
	{
		files: ['**/*.svelte', '**/*.svelte.ts'],
		languageOptions: { parserOptions: { parser: ts.parser } },
		rules: {
			/* Addresses are made with `resolve` in one place, src/lib/app/addresses.ts. */
			'svelte/no-navigation-without-resolve': 'off'
		}
	},
	{
		rules: {
			'@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
			eqeqeq: ['error', 'always', { null: 'ignore' }]
		}
	},
	{
		files: ['src/p2p/**/*.ts', 'relay/**/*.ts', 'listener/**/*.ts', 'bots/**/*.ts'],
		ignores: ['src/p2p/base/clock.ts', 'src/p2p/base/random.ts'],
		rules: {
			'no-restricted-globals': [
				'error',
				{ name: 'setTimeout', message: CLOCK },
				{ name: 'setInterval', message: CLOCK }
			],
			'no-restricted-properties': [
				'error',
				{ object: 'Date', property: 'now', message: CLOCK },
				{ object: 'performance', property: 'now', message: CLOCK },
				{ object: 'globalThis', property: 'setTimeout', message: CLOCK },
				{ object: 'globalThis', property: 'setInterval', message: CLOCK },
				{ object: 'window', property: 'setTimeout', message: CLOCK },
				{ object: 'window', property: 'setInterval', message: CLOCK },
				{ object: 'Math', property: 'random', message: CHANCE }
			],
			'no-restricted-syntax': [
				'error',
				{ selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: CLOCK },
				{ selector: "CallExpression[callee.name='Date']", message: CLOCK }
			]
		}
	}
);

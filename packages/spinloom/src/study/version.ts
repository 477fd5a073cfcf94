/** Version of the results: that of the package (a test holds them equal). `explain` refuses files of another major version. */
export const version = '0.4.0';
